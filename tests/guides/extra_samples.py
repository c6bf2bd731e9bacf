"""A second city's outline with five extra fields (补充字段), one of every kind."""

import json
from pathlib import Path

from guides.outlines.loading import SHIPPED

EXTRA_FIELDS = json.loads(Path(__file__).with_name("second_city.json").read_text(encoding="utf-8"))


def outline_data():
    """Return the file of the second city's outline: the unified sections, and its own fields."""
    data = json.loads((SHIPPED / "unified-guide-1.json").read_text(encoding="utf-8"))
    return data | {"key": "second-city", "label": "第二市模板", "extra_fields": EXTRA_FIELDS}
