"""The page of a guide's papers in the admin: all forms in one place, papers and data."""

import json

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from core.audit.models import AuditEntry
from core.choices import Role
from exchange.exporting import document_text
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.city]


@pytest.fixture
def page():
    return factories.guide_page()


@pytest.fixture
def clerk(client, page):
    """A client of somebody who compiles the page's department."""
    person = factories.person(Role.COMPILER, page.department)
    client.force_login(person, backend="core.access.authentication.RoleBackend")
    return client


def address(page, form, source="draft"):
    return reverse("exchange_paper", args=[page.pk, source, form])


def test_every_form_of_a_draft_is_offered_on_one_page(clerk, page):
    html = clerk.get(reverse("exchange_papers", args=[page.pk])).content.decode()

    for form in ("notice", "pdf", "docx", "short", "materials", "xlsx", "json"):
        assert address(page, form) in html


def test_json_is_the_draft_as_it_is_exported_and_stands_in_the_audit_log(clerk, page):
    answer = clerk.get(address(page, "json"))

    assert answer.content.decode() == document_text(page.code, state="draft")
    assert json.loads(answer.content)["schema_version"] == "guide-1"
    assert AuditEntry.objects.filter(about=f"{page.code}-draft-guide.json").count() == 1


def test_the_workbook_opens_and_names_the_guide(clerk, page, tmp_path):
    path = tmp_path / "guide.xlsx"

    path.write_bytes(clerk.get(address(page, "xlsx")).content)

    cells = (cell.value for sheet in load_workbook(path) for row in sheet for cell in row)
    assert page.code in cells


@pytest.mark.parametrize("form", ["xlsx", "json"])
def test_what_was_never_filed_is_not_there_as_filed(clerk, page, form):
    assert clerk.get(address(page, form, "filed")).status_code == 404


@pytest.mark.parametrize("form", ["xlsx", "json"])
def test_another_department_gets_no_data(client, page, form):
    stranger = factories.person(Role.COMPILER, factories.DepartmentFactory())
    client.force_login(stranger, backend="core.access.authentication.RoleBackend")

    assert client.get(address(page, form)).status_code in (302, 403)
