"""Reading tables from CSV and XLSX as Excel and WPS write them: headers, cells, their traps."""

import csv
import io
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from core.files.admission import check_import
from core.import_report import RefusedError
from core.texts.plain_text import without_invisible

HEADER_ROWS = 10
"""So many rows are looked through for the header; titles and notes may stand above it."""
SCIENTIFIC = re.compile(r"^[+-]?[0-9]+(?:\.[0-9]+)?[Ee][+-]?[0-9]+$")
ZEROS = re.compile(r"^0{2,}$")
EXACT_DIGITS = 15
"""Excel keeps so many digits of a number; what follows turns into zeros."""
BROKEN = "\ufffd"
OPEN_QUOTE_LINES = 20
"""A quoted cell of CSV may go over so many lines; a longer one was never closed."""


def normal(header: str) -> str:
    """Return a header without spaces, marks and notes in brackets, in half width."""
    text = unicodedata.normalize("NFKC", header)
    return re.sub(r"\((?:必填|选填|可选|\*)\)|[\s*:]", "", text)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: its text, where it stands, and whether it was kept as a number.

    `problem` says why its content cannot be taken, such as an error value of a formula.
    """

    text: str
    place: str = ""
    is_number: bool = False
    problem: str = ""


@dataclass(frozen=True)
class Row:
    """A row of a table: its number in the sheet and its cells by their header."""

    number: int
    cells: dict[str, Cell]
    sheet: str = ""


def read_table(path: Path, is_header: Callable[[list[str]], bool]) -> Iterator[Row | RefusedError]:
    """Yield the rows of a CSV or XLSX file that hold anything, below their header.

    `is_header` tells a header from titles and notes above it; where none is found the first row
    is taken that fills the table's width. A row that cannot be read is yielded as the
    RefusedError with its place. Raises RefusedError for a file without any row, or with two
    columns of one header.
    """
    sheets = sheets_of_workbook(path) if path.suffix.lower() == ".xlsx" else _csv(path)
    anything = False
    fallback: list[list[Any]] | None = None
    for name, rows in sheets:
        first = list(_first(rows, HEADER_ROWS))
        at = next((n for n, row in enumerate(first) if is_header(_texts(row))), None)
        if at is None:
            fallback = fallback or first
            continue
        anything = True
        yield from _below(name, first, at, rows)
    if not anything:
        if not fallback:
            raise RefusedError(("", _("Nothing could be read from this file: it has no rows.")))
        yield from _below("", fallback, _first_wide_row(fallback), iter(()))


def _first_wide_row(rows: list[Any]) -> int:
    """Return the place of the first row with more than half of the cells that the fullest fills."""
    widths = [len({text for text in _texts(row) if text}) for row in rows]
    return next((at for at, width in enumerate(widths) if width * 2 > max(widths)), 0)


def _first(rows: Iterator[list[Any]], count: int) -> Iterator[list[Any]]:
    for _number, row in zip(range(count), rows, strict=False):
        yield row


def _texts(row: list[Any] | RefusedError) -> list[str]:
    return [] if isinstance(row, RefusedError) else [cell.text for cell in row]


def _below(
    sheet: str, first: list[Any], at: int, rest: Iterator[list[Any]]
) -> Iterator[Row | RefusedError]:
    header = _texts(first[at])
    doubled = sorted({name for name in header if name and header.count(name) > 1})
    if doubled:
        message = _("Two columns are called “%(name)s”: keep one of them.")
        raise RefusedError(("", message % {"name": doubled[0]}))
    found = False
    rows = [*first[at + 1 :]]
    for number, row in enumerate(_chained(rows, rest), start=at + 2):
        if isinstance(row, RefusedError):
            found = True
            yield row
            continue
        cells = {name: cell for name, cell in zip(header, row, strict=False) if name}
        if any(cell.text or cell.problem for cell in cells.values()):
            found = True
            yield Row(number, cells, sheet)
    if not found:
        raise RefusedError(("", _("Nothing could be read from this file: there is only a header.")))


def _chained(first: list[Any], rest: Iterator[Any]) -> Iterator[Any]:
    yield from first
    yield from rest


# CSV


def _csv(path: Path) -> Iterator[tuple[str, Iterator[Any]]]:
    yield "", _csv_rows(_decoded(path.read_bytes()))


def _decoded(raw: bytes) -> str:
    """Return the text of UTF-8 or GB 18030; a few broken bytes in UTF-8 become U+FFFD."""
    text = raw.decode("utf-8-sig", "replace")
    if text.count(BROKEN) > len(text) // 500 + 2:
        return raw.decode("gb18030")
    return text


def _csv_rows(text: str) -> Iterator[list[Cell] | RefusedError]:
    """Yield rows; a quote that is never closed spoils its own line, not the rest of the file."""
    lines = io.StringIO(text, newline="").readlines()
    dialect = _dialect(lines[0] if lines else "")
    at = 0
    while at < len(lines):
        taken, row = _csv_row(lines, at, dialect)
        if row is None:
            message = _("Line %(line)s: a quotation mark is never closed.")
            yield RefusedError(("", message % {"line": at + 1}))
        elif any(BROKEN in cell for cell in row):
            message = _("Line %(line)s holds bytes that are no text in UTF-8.")
            yield RefusedError(("", message % {"line": at + 1}))
        else:
            yield [_of_text(cell, at + 1, column) for column, cell in enumerate(row, start=1)]
        at += taken


def _dialect(first: str) -> str:
    """Return the separator of a header line: a semicolon or tab where there is no comma."""
    return max(",;\t", key=first.count)


def _csv_row(lines: list[str], at: int, separator: str) -> tuple[int, list[str] | None]:
    """Return (lines taken, cells) of the row at a line; (1, None) when its quote never closes."""
    for count in range(1, min(OPEN_QUOTE_LINES, len(lines) - at) + 1):
        text = "".join(lines[at : at + count])
        if text.count('"') % 2 == 0:
            rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
            return count, rows[0] if rows else []
    return 1, None


def _of_text(text: str, line: int, column: int) -> Cell:
    from openpyxl.utils import get_column_letter

    return Cell(_clean(text), f"{get_column_letter(column)}{line}")


# XLSX


def sheets_of_workbook(path: Path) -> Iterator[tuple[str, Iterator[Any]]]:
    """Yield (title, rows of cells) of each visible sheet; raises RefusedError for no workbook."""
    try:
        check_import(path, "xlsx")
    except ValidationError as error:
        raise RefusedError(("", error.messages[0])) from error
    from openpyxl import load_workbook

    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except Exception as error:  # a library that meets a damaged part raises what it stumbles over
        raise _unreadable(error) from error
    for sheet in book.worksheets:
        if getattr(sheet, "sheet_state", "visible") == "visible":
            yield sheet.title, _rows_or_refusal(path, sheet)


def _unreadable(error: Exception) -> RefusedError:
    message = _("Not a readable workbook: %(error)s")
    return RefusedError(("", message % {"error": error}))


def _rows_or_refusal(path: Path, sheet: Any) -> Iterator[list[Cell]]:
    """Yield a sheet's rows; RefusedError where a damaged part ends them."""
    try:
        yield from _sheet_rows(path, sheet)
    except RefusedError:
        raise
    except Exception as error:  # as above: rows are read as they are asked for
        raise _unreadable(error) from error


def _sheet_rows(path: Path, sheet: Any) -> Iterator[list[Cell]]:
    """Yield rows of cells; a cell below the first of a merged range has the first one's value."""
    from openpyxl.utils import get_column_letter

    inside = _merged_cells(path, sheet)
    first: dict[tuple[int, int], Any] = {}
    starts = set(inside.values())
    # WPS writes A1 as the dimension of every sheet; nothing beyond it would be read.
    sheet.reset_dimensions()
    for number, row in enumerate(sheet.iter_rows(), start=1):
        cells = []
        for column, cell in enumerate(row, start=1):
            place = (number, column)
            if place in starts:
                first[place] = cell
            shown = first.get(inside[place], cell) if place in inside else cell
            cells.append(_of_cell(shown, f"{get_column_letter(column)}{number}"))
        yield cells


MERGED = re.compile(rb'<mergeCell\s[^>]*ref="([A-Z]+[0-9]+):([A-Z]+[0-9]+)"')
CHUNK = 1024 * 1024
LONGEST_MARK = 200
MOST_MERGED = 100_000


def _merged_cells(path: Path, sheet: Any) -> dict[tuple[int, int], tuple[int, int]]:
    """Return {(row, column): (row, column) of the first cell} for ranges merged over rows.

    The sheet is read in a stream, as large ones are; what is merged stands behind its rows.
    """
    from openpyxl.utils.cell import coordinate_to_tuple

    found: dict[tuple[int, int], tuple[int, int]] = {}
    with ZipFile(path) as archive, archive.open(sheet._worksheet_path.lstrip("/")) as part:
        rest = b""
        while chunk := part.read(CHUNK):
            text = rest + chunk
            for match in MERGED.finditer(text):
                _add_merged(found, *(coordinate_to_tuple(one.decode()) for one in match.groups()))
            last = max((match.end() for match in MERGED.finditer(text)), default=0)
            rest = text[max(last, len(text) - LONGEST_MARK) :]
    return found


def _add_merged(
    found: dict[tuple[int, int], tuple[int, int]], first: tuple[int, int], last: tuple[int, int]
) -> None:
    for row in range(first[0] + 1, last[0] + 1):
        if len(found) < MOST_MERGED:
            found[row, first[1]] = first


def _of_cell(cell: Any, place: str) -> Cell:
    value = cell.value
    if value is None:
        return Cell("", place)
    if getattr(cell, "data_type", "") == "e":
        message = _("Cell %(place)s holds the error “%(value)s” of a formula.")
        return Cell("", place, problem=message % {"place": place, "value": value})
    if isinstance(value, bool):
        return Cell(_("yes") if value else _("no"), place)
    if isinstance(value, (datetime, date, time)):
        return Cell(_moment(value), place)
    if isinstance(value, (int, float)):
        return _of_number(value, getattr(cell, "number_format", "") or "", place)
    return Cell(_clean(str(value)), place)


def numbered(rows: Iterable[Row | RefusedError]) -> Iterator[tuple[int, Row | RefusedError]]:
    """Yield rows with their numbers as Excel shows them; a broken row has that of its place."""
    number = 0
    for row in rows:
        number = row.number if isinstance(row, Row) else number + 1
        yield number, row


def values_of(row: Row | RefusedError, keys: Mapping[str, str]) -> dict[str, str]:
    """Return {key: text} of the cells whose heading is in `keys`; raise a row's RefusedError."""
    if isinstance(row, RefusedError):
        raise row
    return {
        keys[normal(head)]: cell.text.strip()
        for head, cell in row.cells.items()
        if normal(head) in keys
    }


def _moment(value: datetime | date | time) -> str:
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    if isinstance(value, time):
        return value.strftime("%H:%M")
    return value.isoformat(sep=" ") if isinstance(value, datetime) else value.isoformat()


def _of_number(value: float, number_format: str, place: str) -> Cell:
    """Return a number as its format shows it; one with leading zeros in the format is a text."""
    whole = int(value) if float(value).is_integer() else None
    if whole is not None and ZEROS.match(number_format) and len(str(abs(whole))) <= EXACT_DIGITS:
        return Cell(str(whole).zfill(len(number_format)), place)
    return Cell(str(value if whole is None else whole), place, is_number=True)


def _clean(text: str) -> str:
    return without_invisible(text).strip()
