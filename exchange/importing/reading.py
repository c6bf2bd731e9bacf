"""Reading records from files: JSON, NDJSON, CSV and XLSX, one at a time where the form allows."""

import csv
import json
from pathlib import Path
from zipfile import BadZipFile

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from core.import_report import RefusedError
from core.plain_text import without_invisible

LINE_SUFFIXES = {".ndjson", ".jsonl"}


def read_json_records(path, list_key):
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


def read_table(path):
    """Yield (row number, {header: text}) of a CSV or XLSX file; the first row is the header."""
    path = Path(path)
    rows = _xlsx_rows(path) if path.suffix.lower() == ".xlsx" else _csv_rows(path)
    header = [_text(cell) for cell in next(rows, [])]
    for number, row in enumerate(rows, start=2):
        cells = {name: _text(cell) for name, cell in zip(header, row, strict=False) if name}
        if any(cells.values()):
            yield number, cells


def _csv_rows(path):
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("gb18030")
    yield from csv.reader(text.splitlines(keepends=True))


def _xlsx_rows(path):
    try:
        sheet = load_workbook(path, read_only=True, data_only=True).worksheets[0]
    except (BadZipFile, InvalidFileException, KeyError, OSError, ValueError) as error:
        raise RefusedError(
            ("", _("Not a readable workbook: %(error)s") % {"error": error})
        ) from error
    yield from sheet.iter_rows(values_only=True)


def _text(cell):
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return without_invisible(str(cell)).strip()
