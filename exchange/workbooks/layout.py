"""Which sheets and columns a Document has in a workbook, taken from its types."""

import types
import typing
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum
from functools import cache
from typing import Any

from django.db.models import Choices
from django.utils.translation import gettext as _
from pydantic import BaseModel

from guides.document import GuideDocument, ManualDocument
from guides.document.fields import FileRef
from guides.document.parts import Named

KEY = "guide"
"""The first column of every sheet: which guide of the workbook a row belongs to."""
ROW_ID = "_id"
"""A hidden column: the identity of a row on the guide's page, so that it stays the same row."""
PARENT = "_parent"
"""The column of a sheet below another one: the number of the row there that a row belongs to."""
NOT_WRITTEN = frozenset({"schema_version", "outline", "standard"})
LONGEST_TITLE = 31

SINGLE, LINES, FLAG, WHOLE, CODE, CODES, FILE, FILES, NAMES, NUMBERS = (
    "single", "lines", "flag", "whole", "code", "codes", "file", "files", "names", "numbers",
)  # fmt: skip


@dataclass(frozen=True)
class Column:
    """A column: where its value stands in a row, its label, and how a cell holds it."""

    path: tuple[str, ...]
    label: str
    kind: str
    enum: type[Enum] | None = None
    multiline: bool = False

    @property
    def key(self) -> str:
        """The dotted path, which a hidden row of the sheet holds."""
        return ".".join(self.path)


@dataclass(frozen=True)
class Sheet:
    """A sheet: the facts of a section, or the rows of a list, perhaps below another list's rows."""

    path: tuple[str, ...]
    title: str
    columns: tuple[Column, ...]
    is_list: bool
    parent: tuple[str, ...] | None = None
    of_texts: bool = False
    """Whether the rows are plain texts instead of parts."""


@cache
def sheets_of(kind: str) -> tuple[Sheet, ...]:
    """Return the sheets of a guide's or a manual's Document in the order of its sections."""
    model = ManualDocument if kind == "manual" else GuideDocument
    return tuple(_distinct(_sheets(model)))


def _distinct(sheets: Iterator[Sheet]) -> Iterator[Sheet]:
    """Yield sheets with a title of their own each, as a workbook wants them."""
    taken: set[str] = set()
    for sheet in sheets:
        title = sheet.title
        if title in taken:
            title = _("%(title)s (rows)") % {"title": title[: LONGEST_TITLE - 8]}
        taken.add(title)
        yield replace(sheet, title=title)


def _sheets(model: type[BaseModel]) -> Iterator[Sheet]:
    cover, sections = [], []
    for name, field in model.model_fields.items():
        if name in NOT_WRITTEN:
            continue
        if _part_of(field.annotation) or _rows_of(field.annotation):
            sections.append((name, field))
        else:
            cover.append(_column((name,), field.title, field.annotation, field.metadata))
    yield Sheet((), _("Cover"), tuple(cover), is_list=False)
    for name, field in sections:
        yield from _section((name,), _(field.title or name), field.annotation)


def _section(path: tuple[str, ...], label: str, annotation: Any) -> Iterator[Sheet]:
    """Yield the sheet of a part's own facts, if it has any, and those of its lists."""
    if rows := _rows_of(annotation):
        yield from _list_sheet(path, label, rows, parent=None)
        return
    part = _part_of(annotation)
    columns, lists = _columns_and_lists(part, ())
    if columns:
        yield Sheet(path, label[:LONGEST_TITLE], tuple(columns), is_list=False)
    for below, title, inner in lists:
        yield from _list_sheet((*path, *below), title, inner, parent=None)


def _list_sheet(
    path: tuple[str, ...], label: str, rows: Any, parent: tuple[str, ...] | None
) -> Iterator[Sheet]:
    if rows is str:
        column = Column((), label, SINGLE, multiline=True)
        yield Sheet(path, label[:LONGEST_TITLE], (column,), True, parent, of_texts=True)
        return
    columns, lists = _columns_and_lists(rows, ())
    yield Sheet(path, label[:LONGEST_TITLE], tuple(columns), True, parent)
    for below, title, inner in lists:
        yield from _list_sheet((*path, *below), title, inner, parent=path)


def _columns_and_lists(
    part: type[BaseModel], path: tuple[str, ...], label: str = ""
) -> tuple[list[Column], list[tuple[tuple[str, ...], str, Any]]]:
    """Return the columns of a part, parts within it laid flat, and its lists of rows."""
    columns: list[Column] = []
    lists: list[tuple[tuple[str, ...], str, Any]] = []
    for name, field in part.model_fields.items():
        here, title = (*path, name), _(field.title or name)
        if rows := _rows_of(field.annotation):
            lists.append((here, title, rows))
        elif inner := _part_of(field.annotation):
            below, further = _columns_and_lists(inner, here, f"{label}{title} · ")
            columns += below
            lists += further
        else:
            columns.append(_column(here, f"{label}{title}", field.annotation, field.metadata))
    return columns, lists


def _column(path: tuple[str, ...], label: Any, annotation: Any, metadata: list[Any]) -> Column:
    multiline = "multiline" in metadata or "multiline" in _metadata(annotation)
    kind, enum = _kind_of(annotation)
    return Column(path, _(str(label)), kind, enum, multiline)


def _kind_of(annotation: Any) -> tuple[str, type[Enum] | None]:
    inner = _bare(annotation)
    item = _item_of(inner)
    if item is not None:
        if isinstance(item, type) and issubclass(item, Enum):
            return CODES, item
        if item is FileRef:
            return FILES, None
        if item is Named:
            return NAMES, None
        return (NUMBERS, None) if _bare(item) is int else (LINES, None)
    if isinstance(inner, type) and issubclass(inner, Choices):
        return CODE, inner
    return {bool: (FLAG, None), int: (WHOLE, None), FileRef: (FILE, None)}.get(
        inner, (SINGLE, None)
    )


def _metadata(annotation: Any) -> tuple[Any, ...]:
    return getattr(annotation, "__metadata__", ())


def _bare(annotation: Any) -> Any:
    """Return a type without `Annotated` and without `| None`."""
    while hasattr(annotation, "__metadata__"):
        annotation = annotation.__origin__
    if typing.get_origin(annotation) in (typing.Union, types.UnionType):
        inner = [one for one in typing.get_args(annotation) if one is not type(None)]
        return _bare(inner[0]) if len(inner) == 1 else annotation
    return annotation


def _item_of(annotation: Any) -> Any:
    """Return what a list holds, without `Annotated`; None for what is no list."""
    if typing.get_origin(_bare(annotation)) is not list:
        return None
    return _bare(typing.get_args(_bare(annotation))[0])


def _rows_of(annotation: Any) -> Any:
    """Return the part whose rows a list holds, `str` for a list of texts; None for a cell."""
    item = _item_of(annotation)
    if isinstance(item, type) and issubclass(item, BaseModel) and item not in (FileRef, Named):
        return item
    if item is str:
        inner = typing.get_args(_bare(annotation))[0]
        return str if "multiline" in _metadata(inner) else None
    return None


def _part_of(annotation: Any) -> Any:
    """Return the part that a field holds itself; None for values, lists and files."""
    inner = _bare(annotation)
    is_part = isinstance(inner, type) and issubclass(inner, BaseModel) and inner is not FileRef
    return inner if is_part else None
