"""`manage.py export_register`: the whole register as a table, a part at a time."""

import csv
import json

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from core.models import Department
from publication.management.commands import export_register
from tests.publication.filing_samples import filed

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def register():
    """Five filed guides of one department."""
    Department.objects.create(slug="scjg", name="市场监督管理局")
    for number in range(1, 6):
        filed(f"scjg-00013100100{number}-01", number=number)


def export(tmp_path, form, capsys):
    file = tmp_path / f"register.{form}"
    call_command("export_register", "--format", form, "-o", str(file), "--json", "-")
    assert json.loads(capsys.readouterr().out) == {"rows": 5}
    return file


def test_a_csv_holds_every_row_in_words(tmp_path, capsys):
    file = export(tmp_path, "csv", capsys)

    heads, *rows = csv.reader(file.read_text(encoding="utf-8-sig").splitlines())
    first = dict(zip(heads, rows[0], strict=True))
    assert len(rows) == 5
    assert first["备案号"] == "旧备〔2025〕1号"
    assert first["部门"] == "市场监督管理局"
    assert first["状态"] == "现行有效"
    assert len(rows[0][12]) == 64


def test_an_xlsx_holds_the_same(tmp_path, capsys):
    file = export(tmp_path, "xlsx", capsys)

    rows = list(load_workbook(file, read_only=True).active.values)
    assert len(rows) == 6
    assert [row[0] for row in rows[1:]] == [f"旧备〔2025〕{number}号" for number in range(1, 6)]


def test_rows_are_read_a_part_at_a_time_and_without_their_texts(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(export_register, "AT_ONCE", 2)

    with CaptureQueriesContext(
        connection,
    ) as asked:
        export(tmp_path, "csv", capsys)

    statements = [one["sql"] for one in asked if "publishedversion" in one["sql"]]
    assert len(statements) == 4
    assert not any('"public_text"' in one for one in statements)
