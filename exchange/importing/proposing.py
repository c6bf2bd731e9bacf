"""Which field an unknown column of a catalogue table may be, by its header and its contents."""

import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from core.import_report import RefusedError
from core.models import Department
from exchange.importing.catalogue_columns import FIELDS, LISTS, WORDS, is_header, key_of
from exchange.models import ColumnName
from exchange.tables import Row, read_table

SAMPLE_ROWS = 50
SHOWN = 3
HEADERS = {
    "basic_code": r"item_?no|item_?code|catalog|事项.*码|目录.*码",
    "implementation_code": r"impl|task_?code|实施.*码",
    "name": r"item_?name|task_?name|title|事项|名$",
    "department": r"dept|org|department|agency|单位|机关|局$",
    "item_type": r"type|类型|类别",
    "levels": r"level|层级|级别",
    "audience": r"object|audience|target|对象",
    "situations": r"situation|sub_?item|办理项|情形",
    "aliases": r"alias|俗称|别名",
}
CONTENTS = {
    "basic_code": r"[0-9]{9,15}",
    "implementation_code": r"[0-9A-Za-z]{20,40}",
    "name": r".*(?:许可|登记|核准|审批|备案|认定|确认|给付|注册|证|核发).*",
    "situations": r".*(?:新办|变更|延续|注销|补证|首次).*",
}


@dataclass(frozen=True)
class UnknownColumn:
    """A column that no field is called like: some of its cells, and the field that it may be."""

    header: str
    samples: tuple[str, ...]
    proposal: str

    def as_json(self) -> dict[str, Any]:
        """Return the column as JSON data."""
        return asdict(self)


def remembered() -> dict[str, str]:
    """Return the fields of headers that somebody assigned before."""
    return dict(ColumnName.objects.values_list("header", "field"))


def unknown_columns(path: Path, columns: dict[str, str]) -> list[UnknownColumn]:
    """Return the columns of a table that neither the fields' names nor `columns` know."""
    rows = [
        row
        for row in islice(read_table(path, lambda texts: is_header(texts, columns)), SAMPLE_ROWS)
        if not isinstance(row, RefusedError)
    ]
    headers = list(rows[0].cells) if rows else []
    fields = {key_of(header, columns) for header in headers}
    free = [field for field in (*FIELDS, *LISTS) if field not in fields]
    found = []
    for header in headers:
        if header in columns or key_of(header) != header or header in (*FIELDS, *LISTS):
            continue
        cells = _cells(rows, header)
        proposal = _proposed(header, cells, free)
        if proposal:
            free.remove(proposal)
        found.append(UnknownColumn(header, tuple(cells[:SHOWN]), proposal))
    return found


def _cells(rows: Iterable[Row], header: str) -> list[str]:
    texts = (row.cells[header].text for row in rows if header in row.cells)
    return list(dict.fromkeys(text for text in texts if text))


def _proposed(header: str, cells: list[str], free: list[str]) -> str:
    """Return the field that fits best: its contents count twice as much as its header."""
    best = max(free, key=lambda field: _fit(field, header, cells), default="")
    return best if best and _fit(best, header, cells) >= 1 else ""


def _fit(field: str, header: str, cells: list[str]) -> float:
    by_header = bool(field in HEADERS and re.search(HEADERS[field], header, re.IGNORECASE))
    if not cells:
        return float(by_header)
    if field == "department":
        share = _share_of_departments(cells)
    elif field in WORDS:
        known = WORDS[field].keys()
        share = sum(all(p in known for p in _parts(cell)) for cell in cells) / len(cells)
    elif field in CONTENTS:
        share = sum(bool(re.fullmatch(CONTENTS[field], cell)) for cell in cells) / len(cells)
    else:
        share = 0.0
    return by_header + (2 * share if share > 0.6 else 0.0)


def _parts(cell: str) -> list[str]:
    return [part for part in re.split(r"[,，、;；|\s]+", cell) if part]


def _share_of_departments(cells: list[str]) -> float:
    known = Department.objects.values_list("name", "slug", "credit_code")
    names = {text for row in known for text in row if text}
    return sum(cell in names for cell in cells) / len(cells)


def remember(columns: dict[str, str]) -> None:
    """Keep what a person assigned, for the next file with these headers."""
    for header, field in columns.items():
        ColumnName.objects.update_or_create(header=header[:100], defaults={"field": field})
