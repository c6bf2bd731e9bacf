"""Tables for spreadsheets: nothing begins a formula, everything arrives as it is."""

import csv
import datetime
from decimal import Decimal
from io import BytesIO, StringIO

import pytest
from django.utils import timezone
from django.utils.html import format_html
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from core.papers.tables import begins_formula, csv_lines, table_response, write_xlsx
from tests import factories

FORMULAS = [
    "=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", "\r=1+1", "\n=1+1", "\tx", "\rx",
    "＝1+1", "＋1", "－1+1", "＠SUM(A1)", "﹦1", "﹢1", "﹣1", "﹫x", "⁼1", "₊1", "−1+1",
    " =1+1", "　=1+1", "\u00a0=1+1", "\u200b=1+1", "\ufeff=1+1", "\u202e=1+1", "\x0b=1+1",
    "=cmd|' /C calc'!A0", '=HYPERLINK("http://x","y")', "@@", "--", "+-1",
]  # fmt: skip
TEXTS = [
    "食品经营许可",
    "1=1",
    "a-b",
    "（=1）",
    "'=1",
    "“=”",
    "-",
    "＋",
    "",
    "000131001000",
    "0",
    "#N/A",
]


def read_csv(headings, rows):
    """Return the cells of a .csv file as a spreadsheet reads them."""
    text = b"".join(csv_lines(headings, rows)).decode("utf-8-sig")
    return list(csv.reader(StringIO(text, newline="")))


def read_xlsx(headings, rows):
    """Return the cells of a workbook."""
    file = BytesIO()
    write_xlsx(headings, rows, file)
    return [list(row) for row in load_workbook(BytesIO(file.getvalue())).active.iter_rows()]


@pytest.mark.parametrize("text", FORMULAS)
def test_formula_stays_a_text(text):
    [head], [cell] = read_csv([text], [[text]])
    [xlsx_head], [xlsx_cell] = read_xlsx([text], [[text]])

    assert begins_formula(text)
    assert head == cell == f"'{text}".replace("\x0b", "")
    assert (xlsx_cell.data_type, xlsx_cell.quotePrefix) == ("s", True)
    assert (xlsx_head.data_type, xlsx_head.quotePrefix) == ("s", True)


@pytest.mark.parametrize("text", TEXTS)
def test_text_arrives_as_it_is(text):
    assert read_csv(["x"], [[text]])[1] == [text]
    [cell] = read_xlsx(["x"], [[text]])[1]
    assert (cell.value or "") == text
    assert cell.data_type != "f"


@given(st.text(st.characters(codec="utf-8"), max_size=8))
def test_no_text_whatever_begins_a_formula(text):
    """Held against the plain list of what spreadsheets look at, not against our own function."""
    [cell] = read_csv(["x"], [[text]])[1]

    assert not (len(cell.strip()) > 1 and cell.lstrip()[0] in "=+-@＝＋－＠")
    assert cell[:1] not in ("\t", "\r", "\n")


def test_csv_begins_with_the_mark_that_excel_looks_for():
    first = next(iter(csv_lines(["名称"], [])))

    assert first.startswith(b"\xef\xbb\xbf")
    assert first[3:].decode() == "名称\r\n"


def test_values_keep_what_they_are():
    moment = datetime.datetime(2026, 1, 1, 23, 30, 15, 7, tzinfo=datetime.UTC)
    row = [
        None, True, False, 7, -7, 0.5, Decimal("-1.50"), 10**17, moment,
        datetime.date(2026, 1, 2), ["甲", "乙"], format_html("<a>{}</a>", "甲&乙"), "a\x07b",
    ]  # fmt: skip

    [cells] = read_csv(["x"], [row])[1:]
    values = [cell.value for cell in read_xlsx(["x"], [row])[1]]

    here = timezone.make_naive(moment)
    assert here.day == 2  # of the city's clock, not of Greenwich's
    assert cells[3:7] == ["7", "-7", "0.5", "-1.50"]
    assert cells[7:] == [
        "1" + "0" * 17, "2026-01-02 07:30:15", "2026-01-02", "甲、乙", "甲&乙", "ab",
    ]  # fmt: skip
    assert values[3:8] == [7, -7, 0.5, -1.5, "1" + "0" * 17]
    assert values[8] == here.replace(microsecond=0)
    assert values[9] == datetime.date(2026, 1, 2)


def test_number_that_is_none_is_written_as_text():
    assert read_csv(["x"], [[float("nan")], [float("inf")]])[1:] == [["nan"], ["inf"]]
    assert [row[0].value for row in read_xlsx(["x"], [[float("nan")]])[1:]] == ["nan"]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_download_has_a_name_that_browsers_read(form, rf, db):
    request = rf.get("/")
    request.user = factories.UserFactory()
    response = table_response(request, "部门", form, ["x"], [["y"]])

    assert "filename*=utf-8''%E9%83%A8%E9%97%A8." + form in response["Content-Disposition"]
    assert response["Cache-Control"] == "private, no-store"
