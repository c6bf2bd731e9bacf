"""Data for programs within a page: JSON that no HTML parser can mistake for a tag."""

import json
from typing import Any

from markupsafe import Markup

ESCAPES = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})


def as_script(data: Any) -> Markup:
    """Return the text of a `<script>` that holds JSON data, and cannot end before its end."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.translate(ESCAPES))  # noqa: S704  every character that HTML knows is escaped
