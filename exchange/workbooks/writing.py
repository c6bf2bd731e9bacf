"""Writes Documents into a workbook: a sheet a section, drop-downs, notes, protected heads."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from exchange.workbooks.cells import labels_of, text_of
from exchange.workbooks.layout import CODE, FLAG, KEY, PARENT, ROW_ID, Column, Sheet, sheets_of
from guides.document.shared import EXTRAS

LABELS, KEYS, FIRST = 1, 2, 3
"""The row of labels, the hidden row of keys, and the first row of values."""
EMPTY_ROWS = 200
"""So many rows have drop-downs."""
WRAPPED, UNLOCKED = Alignment(wrap_text=True, vertical="top"), Protection(locked=False)
HEAD = PatternFill("solid", fgColor="E8EEF4")
LONGEST_LIST = 255
"""Characters that Excel takes for a drop-down written out."""


@dataclass(frozen=True)
class Entry:
    """One document of a workbook: its key, its JSON, and the identities of its rows by pointer."""

    key: str
    document: Mapping[str, Any]
    row_ids: Mapping[str, str]


def write_workbook(kind: str, entries: Iterable[Entry]) -> bytes:
    """Return the .xlsx of documents of one kind; without any it is the empty template.

    Raises CellError for a text that no cell can hold.
    """
    book = Workbook()
    _notes(book.active, kind)
    sheets = {sheet.path: book.create_sheet(sheet.title) for sheet in sheets_of(kind)}
    for sheet in sheets_of(kind):
        _head(sheets[sheet.path], sheet)
    rows = dict.fromkeys(sheets, FIRST)
    for given in entries:
        # A Document without extra fields does not have their keys.
        entry = replace(given, document=dict.fromkeys(EXTRAS, ()) | dict(given.document))
        for sheet in sheets_of(kind):
            for cells in _rows(sheet, entry):
                _write_row(sheets[sheet.path], rows[sheet.path], cells)
                rows[sheet.path] += 1
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _notes(sheet: Worksheet, kind: str) -> None:
    sheet.title = _("Notes")
    lines = (
        _("One sheet holds one section. The grey heads stay as they are."),
        _("The first column says which guide a row belongs to: use the same word on every sheet."),
        _("A blank cell says nothing. Several values stand on lines of their own or between 、."),
        _("Sheets below a list name the row of that list to which their rows belong."),
        _("Files are attached in the editor; cells of files stay as they are."),
    )
    sheet["A1"] = "guide-1" if kind == "guide" else "manual-1"
    for number, line in enumerate(lines, start=2):
        sheet.cell(number, 1, line)
    sheet.column_dimensions["A"].width = 90


def _frame(sheet: Sheet) -> list[tuple[str, str]]:
    """Return (key, label) of the columns before those of the Document."""
    frame = [(KEY, _("Guide"))]
    if sheet.is_list:
        frame.append((ROW_ID, ROW_ID))
    if sheet.parent is not None:
        frame.append((PARENT, _("Row number there")))
    return frame


def _head(page: Worksheet, sheet: Sheet) -> None:
    frame = _frame(sheet)
    heads = [*frame, *((column.key or "text", column.label) for column in sheet.columns)]
    for number, (key, label) in enumerate(heads, start=1):
        head = page.cell(LABELS, number, label)
        head.font, head.fill = Font(bold=True), HEAD
        head.alignment = WRAPPED
        page.cell(KEYS, number, key)
        letter = get_column_letter(number)
        page.column_dimensions[letter].width = 24
        page.column_dimensions[letter].hidden = key == ROW_ID
        page.column_dimensions[letter].protection = UNLOCKED
    page.row_dimensions[KEYS].hidden = True
    page.freeze_panes = page.cell(FIRST, 2)
    page.protection.sheet = True
    page.protection.formatColumns = page.protection.formatRows = False
    page.protection.insertRows = page.protection.deleteRows = page.protection.sort = False
    for number, column in enumerate(sheet.columns, start=len(frame) + 1):
        _help(page, number, column)


def _help(page: Worksheet, number: int, column: Column) -> None:
    """Add to a column its drop-down, and a note where several values are possible."""
    options = ["是", "否"] if column.kind == FLAG else []
    if column.enum is not None:
        options = list(labels_of(column.enum).values())
    listed = ",".join(options)
    if column.kind in (CODE, FLAG) and len(listed) <= LONGEST_LIST:
        choice = DataValidation(type="list", formula1=f'"{listed}"', allow_blank=True)
        page.add_data_validation(choice)
        letter = get_column_letter(number)
        choice.add(f"{letter}{FIRST}:{letter}{FIRST + EMPTY_ROWS}")
    elif options:
        page.cell(LABELS, number).comment = Comment("、".join(options), "")


def _rows(sheet: Sheet, entry: Entry) -> Iterator[list[str]]:
    if not sheet.is_list:
        part = _at(entry.document, sheet.path)
        yield [entry.key, *(text_of(one, _at(part, one.path)) for one in sheet.columns)]
        return
    for pointer, parent, row in _list_rows(sheet, entry.document):
        frame = [entry.key, entry.row_ids.get(pointer, "")]
        if sheet.parent is not None:
            frame.append(parent)
        values = [row] if sheet.of_texts else [_at(row, one.path) for one in sheet.columns]
        cells = [text_of(one, value) for one, value in zip(sheet.columns, values, strict=True)]
        yield [*frame, *cells]


def _list_rows(sheet: Sheet, document: Mapping[str, Any]) -> Iterator[tuple[str, str, Any]]:
    """Yield (pointer, number of the parent's row, row) of a list, below another list's rows too."""
    if sheet.parent is None:
        base = "/" + "/".join(sheet.path)
        for number, row in enumerate(_at(document, sheet.path)):
            yield f"{base}/{number}", "", row
        return
    below = sheet.path[len(sheet.parent) :]
    parent = next(one for one in sheets_of(_kind(document)) if one.path == sheet.parent)
    rows = enumerate(_list_rows(parent, document), start=1)
    for place, (pointer, _above, row) in rows:
        for number, inner in enumerate(_at(row, below)):
            yield f"{pointer}/{'/'.join(below)}/{number}", str(place), inner


def _kind(document: Mapping[str, Any]) -> str:
    return str(document["schema_version"]).partition("-")[0]


def _at(value: Any, path: tuple[str, ...]) -> Any:
    for step in path:
        value = value[step] if value is not None else None
    return value


def _write_row(page: Worksheet, row: int, cells: list[str]) -> None:
    for number, text in enumerate(cells, start=1):
        if text != "":
            cell: Cell = page.cell(row, number)
            # As text, whatever it begins with: no formula, no number without its zeros.
            cell.value, cell.data_type, cell.number_format = text, "s", "@"
            cell.alignment, cell.protection = WRAPPED, UNLOCKED
