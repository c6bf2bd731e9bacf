"""Tables for spreadsheets: the one writer of .csv and .xlsx files.

What people typed into our forms is opened by Excel or WPS on somebody else's desk. Nothing in it
may begin a formula there, and what the table says must arrive as it is: Chinese, times of the
city's clock, codes with all their digits. openpyxl is imported where a workbook is written,
which no reader's process does.
"""

import csv
import datetime
import html
import re
import unicodedata
from collections.abc import Iterable, Iterator
from decimal import Decimal
from io import BytesIO
from itertools import chain
from typing import IO, Any

from django.http import FileResponse, HttpRequest, StreamingHttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import strip_tags
from django.utils.http import content_disposition_header
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.audit import record
from core.audit.acts import EXPORTED

CSV, XLSX = "csv", "xlsx"
MEDIA_TYPES = {
    CSV: "text/csv; charset=utf-8",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
BOM = "\ufeff"
"""Excel reads a .csv file in the machine's own encoding unless it begins with this."""
FORMULA_STARTS = frozenset("=+-@\N{MINUS SIGN}")
CELL_STARTS = frozenset("\t\r\n")
UNSEEN = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp"})
NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
EXACT = 10**15
"""Spreadsheets keep fifteen digits of a number."""


def begins_formula(text: str) -> bool:
    """Return whether a spreadsheet may take a text for a formula, or for the start of another cell.

    Full-width and small forms of the signs count, and signs behind what is not seen.
    """
    if text and text[0] in CELL_STARTS:
        return True
    seen = next((char for char in text if unicodedata.category(char) not in UNSEEN), "")
    return unicodedata.normalize("NFKC", seen)[:1] in FORMULA_STARTS and len(text.strip()) > 1


def cell_of(value: Any) -> Any:
    """Return a value as a cell holds it: text, a number, a date, a moment or a time of day."""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, datetime.datetime):
        moment = timezone.make_naive(value) if timezone.is_aware(value) else value
        return moment.replace(microsecond=0)
    if isinstance(value, datetime.date | datetime.time):
        return value
    if isinstance(value, int | float | Decimal) and -EXACT < value < EXACT:
        return value
    return _text_of(value)


def _text_of(value):
    if value is None:
        return ""
    if isinstance(value, list | tuple | set | frozenset):
        return "、".join(_text_of(one) for one in value)
    if isinstance(value, SafeString):
        value = html.unescape(strip_tags(value))
    return NOT_IN_XML.sub("", str(value))


def csv_lines(headings: Iterable[Any], rows: Iterable[Iterable[Any]]) -> Iterator[bytes]:
    """Yield the lines of a .csv file as UTF-8, the headings first."""
    writer = csv.writer(_Echo())
    yield BOM.encode() + writer.writerow([_guarded(cell_of(one)) for one in headings])
    for row in rows:
        yield writer.writerow([_guarded(cell_of(one)) for one in row])


def write_xlsx(headings: Iterable[Any], rows: Iterable[Iterable[Any]], file: IO[bytes]) -> None:
    """Write a workbook of one sheet to a file that is open for writing bytes."""
    from openpyxl import Workbook

    book = Workbook(write_only=True, iso_dates=True)
    sheet = book.create_sheet(title=_("Table"))
    sheet.freeze_panes = "A2"
    for row in chain([headings], rows):
        sheet.append([_xlsx_cell(sheet, cell_of(one)) for one in row])
    book.save(file)


def table_response(
    request: HttpRequest,
    name: str,
    form: str,
    headings: Iterable[Any],
    rows: Iterable[Iterable[Any]],
    *,
    count: int | None = None,
) -> StreamingHttpResponse:
    """Return the download of a table, and write down who took it.

    `name` is that of the file, without an ending; `form` is CSV or XLSX; `count` is how many rows
    there are, where `rows` is no list. A .csv file is sent row by row while the rows are read.
    """
    query = request.GET.copy()
    query.pop("export", None)
    found = len(rows) if isinstance(rows, list) else count
    record(
        EXPORTED,
        label=f"{name}.{form}",
        by=request.user,
        request=request,
        rows=found,
        query=query.urlencode(),
    )
    if form == CSV:
        response: Any = StreamingHttpResponse(
            csv_lines(headings, rows), content_type=MEDIA_TYPES[CSV]
        )
    else:
        file = BytesIO()
        write_xlsx(headings, rows, file)
        file.seek(0)
        response = FileResponse(file, content_type=MEDIA_TYPES[XLSX])
    response["Content-Disposition"] = content_disposition_header(True, f"{name}.{form}")
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


class _Echo:
    """Returns each line instead of keeping it."""

    def write(self, line: str) -> bytes:
        return line.encode()


def _guarded(cell):
    """Return a cell for a .csv file, where an apostrophe is all that tells text from a formula."""
    if isinstance(cell, datetime.datetime):
        return date_format(cell, "Y-m-d H:i:s")
    return f"'{cell}" if isinstance(cell, str) and begins_formula(cell) else cell


def _xlsx_cell(sheet, value):
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(sheet, value)
    if isinstance(value, str):
        # openpyxl takes a text for a formula or an error by its first character.
        cell.data_type = "s"
        # Editing the cell keeps it a text, as if an apostrophe stood before it.
        cell.quotePrefix = begins_formula(value)
    return cell
