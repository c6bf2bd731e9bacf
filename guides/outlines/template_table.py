"""The page `docs/template.md`: every field of the Documents, its key, duty, readers and source.

Labels, types and what is internal are read from the Documents, duties from the unified outlines;
the keys A to P with their meaning, and sources, stand in `docs/template.toml`.
"""

import json
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from guides.document import GuideDocument, ManualDocument
from guides.document import fields as field_types
from guides.document.annotations import is_part, marks_of, row_annotation, unwrapped
from guides.document.shared import SharedSections, section_keys

from .loading import SHIPPED

PAGE = "docs/template.md"
DATA = "docs/template.toml"
TABLE_HEAD = "| key | field | 名称 | label | type | duty | seen by | source |\n" + "|---" * 8 + "|"
ENVELOPE_HEAD = """## The envelope
What filing assigns to a version, beside the Document and outside its hash.

| key | field | 名称 | what it is |
|---|---|---|---|"""
SOURCES_HEAD = "## Sources"
KINDS = (
    ("date YYYY-MM-DD", field_types.IsoDate),
    ("time HH:MM", field_types.ClockTime),
    ("yuan, two decimals", field_types.Amount),
    ("degrees", field_types.Coordinate),
    ("day MM-DD", field_types.DayOfYear),
    ("key of a row", field_types.Key),
    ("web address", field_types.Url),
    ("text", field_types.Text),
    ("line", field_types.Line),
    ("code", field_types.CodeLine),
    ("line", field_types.OneLine),
)
"""Kinds of text, each before those that its mark includes."""


@dataclass(frozen=True)
class FieldRow:
    """One row of the table: a field of a Document by its path."""

    path: str
    field: FieldInfo
    seen_by: str


def template_page() -> str:
    """Return the text of the page; raise KeyError for a field or part that the data misses."""
    data = tomllib.loads((settings.BASE_DIR / DATA).read_text(encoding="utf-8"))
    duties = _Duties()
    parts = [data["head"]]
    with translation.override("zh-hans"):
        rows = [(inherited(data["keys"], row.path), row) for row in field_rows()]
        rows.sort(key=lambda one: int(one[0][1:] or 0))
        for part in data["parts"]:
            lines = [_line(key, row, data, duties) for key, row in rows if key[0] == part["key"]]
            parts.append("\n".join([_part_head(part), TABLE_HEAD, *lines]) + "\n")
    parts.append("\n".join([ENVELOPE_HEAD, *map(_envelope_line, data["envelope"])]) + "\n")
    parts.append("\n".join([SOURCES_HEAD, *map(_cited_line, data["cited"])]) + "\n")
    return "\n".join(parts)


def field_rows() -> Iterator[FieldRow]:
    """Yield the fields of both Documents, each once, a part before what it holds."""
    yield from _rows_of(GuideDocument, "", "public")
    internal = {*section_keys(ManualDocument, besides=SharedSections)}
    for name, field in ManualDocument.model_fields.items():
        if name in internal:
            yield from _rows_below(name, field, "manual")


def inherited(table: dict[str, str], path: str) -> str:
    """Return what a table says of a path or of the nearest path above it; KeyError for neither."""
    steps = path.split(".")
    for length in range(len(steps), 0, -1):
        if (found := table.get(".".join(steps[:length]))) is not None:
            return found
    raise KeyError(f"{DATA} says nothing of {path}")


def _rows_of(model: type[BaseModel], above: str, seen_by: str) -> Iterator[FieldRow]:
    for name, field in model.model_fields.items():
        yield from _rows_below(f"{above}{name}", field, seen_by)


def _rows_below(path: str, field: FieldInfo, seen_by: str) -> Iterator[FieldRow]:
    if field_types.INTERNAL in field.metadata:
        seen_by = "internal"
    elif path in section_keys(GuideDocument, besides=SharedSections):
        seen_by = "guide"
    yield FieldRow(path, field, seen_by)
    row = row_annotation(field.annotation)
    inner = unwrapped(field.annotation if row is None else row).bare
    if is_part(inner):
        yield from _rows_of(inner, f"{path}." if row is None else f"{path}.*.", seen_by)


class _Duties:
    """Which fields the unified outlines demand, and when."""

    def __init__(self) -> None:
        self.of_path: dict[str, str] = {"schema_version": "system", "outline": "system"}
        self.basis: dict[str, str] = {}
        for name in ("unified-manual-1", "unified-guide-1"):  # what the guide says comes last
            outline = json.loads((SHIPPED / f"{name}.json").read_text(encoding="utf-8"))
            for section in outline["sections"]:
                self._read(section)

    def _read(self, section: dict[str, Any]) -> None:
        duty = section["requirement"]
        if condition := section.get("condition"):
            duty = f"C: {' and '.join(_condition(*one) for one in condition.items())}"
        self.of_path[section["key"]] = duty
        for field in section.get("required_fields", ()):
            self.of_path[f"{section['key']}.{field}"] = "M" if duty == "O" else duty
        if basis := section.get("basis"):
            self.basis[section["key"]] = basis

    def __getitem__(self, path: str) -> str:
        return self.of_path.get(path, "O")


def _condition(path: str, values: list[Any]) -> str:
    allowed = ", ".join(json.dumps(value) if value is not str(value) else value for value in values)
    return f"`{path}` is {allowed}"


def _line(key: str, row: FieldRow, data: dict[str, Any], duties: _Duties) -> str:
    title = row.field.title or ""
    source = duties.basis.get(row.path) or _source(row.path, data, duties)
    cells = (
        key,
        f"`{row.path}`",
        gettext(title) if title else "",
        title,
        _kind(row.field.annotation, row.field.metadata),
        duties[row.path],
        row.seen_by,
        source,
    )
    return f"| {' | '.join(cells)} |"


def _source(path: str, data: dict[str, Any], duties: _Duties) -> str:
    return inherited({**duties.basis, **data["sources"]}, path)


def _kind(annotation: Any, metadata: Any = ()) -> str:
    row = row_annotation(annotation)
    if row is not None:
        inner = unwrapped(row).bare
        return "rows" if is_part(inner) else f"several: {_kind(row)}"
    bare, metadata, _nullable = unwrapped(annotation, metadata)
    if bare is field_types.FileRef:
        return "file"
    if isinstance(bare, type) and issubclass(bare, BaseModel):
        return "part"
    if isinstance(bare, type) and issubclass(bare, Enum):
        return f"code list {bare.__name__}"
    if bare in (bool, int):
        return "yes or no" if bare is bool else "whole number"
    return _kind_of_text(metadata)


def _kind_of_text(metadata: list[Any]) -> str:
    for name, alias in KINDS:
        if all(mark in metadata for mark in marks_of(alias)):
            longest = next((m for one in metadata if (m := getattr(one, "max_length", None))), None)
            return f"{name}, at most {longest}" if longest else name
    return "constant"


def _part_head(part: dict[str, str]) -> str:
    return f"## {part['key']} {part['label']} · {part['label_en']}\n{part['says']}\n"


def _envelope_line(row: dict[str, str]) -> str:
    return f"| {row['key']} | `{row['field']}` | {row['label']} | {row['says']} |"


def _cited_line(one: dict[str, str]) -> str:
    return f"- {one['name']}: {one['says']}"
