"""Every export of the admin is written by our writer: found by asking each address for a table."""

import csv
from io import BytesIO, StringIO

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone
from openpyxl import load_workbook

from core.audit.models import AuditEntry
from core.lists import exports
from core.models import Department, DepartmentDocument, DepartmentImage
from guides.models import GuidePage, LifeEvent, Outline, ServiceItem, Theme
from search.models import Synonym
from tests.security.answers import row_of, url_of
from tests.security.resolver import every_address
from tests.security.test_no_leak_between_departments import PUBLIC_ROOMS
from tests.security.world import browser

FORMULA = "=cmd|' /C calc'!A0"
ADMIN = [address for address in every_address() if not address.name.startswith(PUBLIC_ROOMS)]
EXPECTED = {
    "core_department", "core_membership", "guides_lifeevent", "guides_outline",
    "guides_serviceitem", "guides_theme", "search_synonym", "wagtailusers_users",
    "wagtaildocs", "wagtailimages", "locked_pages", "publication_event",
    "publication_publishedversion", "publication_deadletter", "wagtailadmin_explore",
}  # fmt: skip
"""Lists of which everybody knows that they can be exported."""


@pytest.fixture
def poisoned(db, world):
    """The world, in which every name that a person can type begins a formula."""
    for model, field in (
        (Department, "name"),
        (DepartmentDocument, "title"),
        (DepartmentImage, "title"),
        (GuidePage, "title"),
        (LifeEvent, "name"),
        (Outline, "label"),
        (ServiceItem, "name"),
        (Theme, "name"),
        (Synonym, "official"),
        (get_user_model(), "first_name"),
    ):
        model.objects.update(**{field: FORMULA})
    GuidePage.objects.update(
        draft_title=FORMULA,
        locked=True,
        locked_at=timezone.now(),
        locked_by=world.people["superuser"],
    )
    return world


def tables_at(world, address):
    """Return the rows of the .csv and .xlsx file that an address gives, or None."""
    url = url_of(world, address, row_of(address))
    url += ("&" if "?" in url else "?") + "export="
    client = browser(world, "superuser")
    answer = client.get(f"{url}csv")
    if answer.status_code != 200 or "csv" not in answer.headers.get("Content-Type", ""):
        return None
    text = b"".join(answer.streaming_content)
    book = b"".join(client.get(f"{url}xlsx").streaming_content)
    sheet = load_workbook(BytesIO(book)).active
    return text, [list(row) for row in sheet.iter_rows()]


def test_every_export_goes_through_the_one_writer(poisoned):
    found = {}
    for address in ADMIN:
        if tables := tables_at(poisoned, address):
            found[address.name] = tables

    for name, (text, sheet) in found.items():
        rows = list(csv.reader(StringIO(text.decode("utf-8-sig"), newline="")))
        assert text.startswith(b"\xef\xbb\xbf"), name
        assert all(rows[0]), f"{name}: a column without a heading"
        # The audit log has grown by the first of its two exports.
        grown = name == "core_site_history"
        assert len(rows) + grown == len(sheet) > 1, name
        assert all(any(row) for row in rows), f"{name}: an empty row"
        assert not [one for row in rows for one in row if one.startswith(("=", "＝"))], name
        assert not [cell for row in sheet for cell in row if cell.data_type == "f"], name
    missing = {one for one in EXPECTED if not any(one in name for name in found)}
    assert missing == set()
    taken = AuditEntry.objects.filter(act="core.exported").count()
    assert taken == 2 * len(found), "an export that nobody wrote down"
    poison = [name for name, (text, _sheet) in found.items() if FORMULA.encode() in text]
    assert len(poison) > 10


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_too_long_list_is_refused_with_a_word(poisoned, monkeypatch, form):
    monkeypatch.setattr(exports, "MOST_EXPORTED", 1)
    client = browser(poisoned, "operator")

    answer = client.get(f"/admin/snippets/core/department/?export={form}&q=", follow=True)

    assert "一次最多导出 1 行" in answer.content.decode()
