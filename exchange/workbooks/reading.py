"""Reads a workbook back into Documents; what a cell cannot mean is told with its place."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from pydantic import ValidationError

from core.import_report import RefusedError
from exchange.tables import Cell, normal, sheets_of_workbook
from exchange.workbooks.cells import CellError, value_of
from exchange.workbooks.layout import KEY, PARENT, ROW_ID, Column, Sheet, sheets_of
from guides.document import GuideDocument, ManualDocument
from guides.document.errors import problems_of

HEADER_ROWS = 6
ROW_NUMBER = re.compile("[0-9]{1,7}")


@dataclass(frozen=True)
class CellProblem:
    """What is wrong with a cell of a workbook: its sheet, its coordinate, a sentence."""

    sheet: str
    cell: str
    message: str


@dataclass
class ReadDocument:
    """One document of a workbook: its key, its JSON, what is wrong, and where each value stood."""

    key: str
    kind: str
    data: dict[str, Any] = field(default_factory=dict)
    problems: list[CellProblem] = field(default_factory=list)
    places: bytearray = field(default_factory=bytearray)
    row_ids: dict[str, str] = field(default_factory=dict)
    lists: dict[tuple[str, ...], list[Any]] = field(default_factory=dict)

    def stood(self, pointer: str, sheet: str, cell: str) -> None:
        """Keep where a value stood: in one text, since few are asked for and a large workbook has
        some hundred thousand.
        """
        self.places += f"{pointer}\t{sheet}\t{cell}\n".encode()

    def places_of(self, pointers: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Yield (sheet, cell) of each pointer, or of the nearest value around it."""
        lines = (line.split("\t") for line in self.places.decode().split("\n") if line)
        places = {of: (sheet, cell) for of, sheet, cell in lines}
        for pointer in pointers:
            near = pointer
            while near and near not in places:
                near = near.rpartition("/")[0]
            yield places.get(near, ("", ""))


def read_workbook(path: Path) -> list[ReadDocument]:
    """Return the documents of a workbook in order; raises RefusedError for no workbook of ours."""
    documents = unchecked_documents(path)
    for document in documents:
        complete(document)
    return documents


def unchecked_documents(path: Path) -> list[ReadDocument]:
    """Return the same, each with what its cells say and nothing else.

    `complete` makes a Document of one, which takes several times as much memory.
    """
    # A sheet is read when its turn comes: a thousand guides have some hundred thousand cells.
    book = dict(sheets_of_workbook(path))
    kind = _kind_of(book)
    found: dict[str, ReadDocument] = {}
    any_sheet = False
    for sheet in sheets_of(kind):
        rows: Iterator[list[Cell]] = iter(book.get(sheet.title, ()))
        first = list(islice(rows, HEADER_ROWS))
        any_sheet = any_sheet or bool(first)
        for row in _records(sheet, first, rows):
            document = found.setdefault(row.key, ReadDocument(row.key, kind))
            _take(document, sheet, row)
    if not any_sheet or not found:
        raise RefusedError(("", _("Nothing could be read: no sheet of the template is filled.")))
    for document in found.values():
        document.lists.clear()
    return list(found.values())


def _kind_of(book: dict[str, Iterator[list[Cell]]]) -> str:
    """Return the kind that the first cell of the first sheet names; leaves the sheet whole."""
    title = next(iter(book), None)
    if title is None:
        return "guide"
    row = next(book[title], None)
    if row is not None:
        book[title] = chain([row], book[title])
    return "manual" if row and row[0].text == "manual-1" else "guide"


@dataclass(frozen=True)
class _Row:
    """A row with its cells by column key."""

    key: str
    cells: dict[str, Cell]
    sheet: str

    def text(self, key: str) -> str:
        cell = self.cells.get(key)
        return cell.text if cell else ""


def _records(sheet: Sheet, first: list[list[Cell]], others: Iterator[list[Cell]]) -> Iterator[_Row]:
    """Yield the filled rows below the head; a row without a key belongs to the guide above it."""
    start, keys = _head(sheet, first)
    if not keys:
        return
    last = ""
    for row in chain(first[start:], others):
        cells = {key: cell for key, cell in zip(keys, row, strict=False) if key}
        if not any(cell.text or cell.problem for cell in cells.values()):
            continue
        last = cells[KEY].text if KEY in cells and cells[KEY].text else last
        yield _Row(last, cells, sheet.title)


def _head(sheet: Sheet, rows: list[list[Cell]]) -> tuple[int, list[str]]:
    """Return (first row of values, key of each column): by the row of keys, else by labels."""
    known = {column.key or "text" for column in sheet.columns} | {KEY, ROW_ID, PARENT}
    for number, row in enumerate(rows[:HEADER_ROWS]):
        texts = [cell.text for cell in row]
        if KEY in texts and len(known & set(texts)) >= min(2, len(known)):
            return number + 1, [text if text in known else "" for text in texts]
    labels = {normal(column.label): column.key or "text" for column in sheet.columns}
    labels |= {normal(_("Guide")): KEY, normal(_("Row number there")): PARENT}
    for number, row in enumerate(rows[:HEADER_ROWS]):
        keys = [labels.get(normal(cell.text), "") for cell in row]
        if sum(bool(key) for key in keys) >= min(2, len(labels)):
            return number + 1, keys
    return len(rows), []


def _take(document: ReadDocument, sheet: Sheet, row: _Row) -> None:
    if not sheet.is_list:
        part = _made(document.data, sheet.path)
        _fill(document, sheet, row, part, "/" + "/".join(sheet.path) if sheet.path else "")
        return
    holder = _holder(document, sheet, row)
    if holder is None:
        return
    rows, base = holder
    pointer = f"{base}/{len(rows)}"
    if sheet.of_texts:
        cell = row.cells.get("text")
        document.stood(pointer, row.sheet, cell.place if cell else "")
        rows.append(row.text("text"))
    else:
        part = {}
        rows.append(part)
        _fill(document, sheet, row, part, pointer)
        first = next(iter(row.cells.values()))
        document.stood(pointer, row.sheet, first.place)
    document.lists.setdefault(sheet.path, []).append((pointer, rows[-1]))
    if row.text(ROW_ID):
        document.row_ids[pointer] = row.text(ROW_ID)


def _holder(document: ReadDocument, sheet: Sheet, row: _Row) -> tuple[list[Any], str] | None:
    """Return (list, its pointer) that a row belongs to; None, with a problem, without a parent."""
    if sheet.parent is None:
        *steps, last = sheet.path
        part = _made(document.data, tuple(steps))
        return part.setdefault(last, []), "/" + "/".join(sheet.path)
    number = row.text(PARENT)
    above = document.lists.get(sheet.parent, [])
    if not (ROW_NUMBER.fullmatch(number) and 1 <= int(number) <= len(above)):
        cell = row.cells.get(PARENT)
        message = _("“%(text)s” is no row number of the list above (1 to %(most)s).")
        facts = {"text": number, "most": len(above)}
        place = cell.place if cell else ""
        document.problems.append(CellProblem(row.sheet, place, message % facts))
        return None
    pointer, part = above[int(number) - 1]
    *steps, last = sheet.path[len(sheet.parent) :]
    inner = _made(part, tuple(steps))
    return inner.setdefault(last, []), f"{pointer}/{'/'.join((*steps, last))}"


def _made(data: dict[str, Any], path: tuple[str, ...]) -> dict[str, Any]:
    for step in path:
        data = data.setdefault(step, {})
    return data


def _fill(document: ReadDocument, sheet: Sheet, row: _Row, part: dict[str, Any], at: str) -> None:
    for column in sheet.columns:
        cell = row.cells.get(column.key or "text")
        if cell is None:
            continue
        pointer = f"{at}/{'/'.join(column.path)}"
        document.stood(pointer, row.sheet, cell.place)
        try:
            value = _value(column, cell)
        except CellError as error:
            document.problems.append(CellProblem(row.sheet, cell.place, str(error)))
            continue
        *steps, last = column.path
        _made(part, tuple(steps))[last] = value


def _value(column: Column, cell: Cell) -> Any:
    if cell.problem:
        raise CellError(cell.problem)
    return value_of(column, cell.text)


def complete(document: ReadDocument) -> None:
    """Make a Document of what the cells say; what its types refuse are problems at their cells."""
    model = ManualDocument if document.kind == "manual" else GuideDocument
    try:
        document.data = model.model_validate(document.data).model_dump(mode="json")
    except ValidationError as error:
        found = list(problems_of(error))
        places = document.places_of(one.pointer for one in found)
        for one, (sheet, cell) in zip(found, places, strict=True):
            document.problems.append(CellProblem(sheet, cell, one.message))
