"""Reading records from JSON and NDJSON files."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from core.import_report import RefusedError

LINE_SUFFIXES = {".ndjson", ".jsonl"}


def read_json_records(path: Path | str, list_key: str) -> Iterator[tuple[int, Any]]:
    """Yield (number, record or RefusedError) of a JSON or NDJSON file.

    A JSON file holds one record, a list, or an object with the list under `list_key`.
    """
    path = Path(path)
    if path.suffix.lower() in LINE_SUFFIXES:
        yield from _lines(path)
        return
    data = _parsed(path.read_text(encoding="utf-8-sig"))
    if isinstance(data, dict) and isinstance(data.get(list_key), list):
        data = data[list_key]
    yield from enumerate(data if isinstance(data, list) else [data], start=1)


def _lines(path):
    with path.open(encoding="utf-8-sig") as lines:
        for number, line in enumerate(lines, start=1):
            if line.strip():
                yield number, _parsed(line)


def _parsed(text):
    """Return the JSON value, or the RefusedError that stands for a record which is none."""
    try:
        return json.loads(text)
    except ValueError as error:
        return RefusedError(("", _("Not valid JSON: %(error)s") % {"error": error}))
