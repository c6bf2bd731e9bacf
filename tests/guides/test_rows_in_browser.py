"""Rows of the editor's tables in a real browser: built when opened, and never lost before."""

from urllib.parse import parse_qsl

import pytest
from django.test import Client
from django.urls import reverse

from core.roles import Role
from guides.document import GuideDocument
from guides.models import GuidePage
from guides.page_sections import apply_guide
from guides.presenter import catalogue_facts, present_guide
from tests.factories import guide_page, person
from tests.filled_documents import Filler

pytestmark = [pytest.mark.chromium, pytest.mark.django_db(transaction=True)]
SENT = """() => {
    const sent = new FormData(document.querySelector("[data-edit-form]"));
    for (const name of [...sent.keys()]) {
        if (/^(csrf|loaded|comments)/.test(name)) sent.delete(name);
    }
    return new URLSearchParams(sent).toString();
}"""
ROW = "[data-streamfield-list-container] > [data-streamfield-child]"


@pytest.fixture
def guide():
    """A guide with every field filled; each table has two rows."""
    page = guide_page()
    data = Filler().part(GuideDocument)
    data["item"] |= catalogue_facts(page.situation)
    document = data | {"outline": page.outline.frozen().model_dump()}
    apply_guide(GuideDocument.model_validate(document), page)
    page.save()
    page.save_revision()
    return page


@pytest.fixture
def screen(guide, live_server, open_page):
    """The guide's form, open for a compiler."""
    client = Client()
    compiler = person(Role.COMPILER, guide.department)
    client.force_login(compiler, backend="core.authentication.RoleBackend")
    page = open_page(viewport={"width": 1280, "height": 900})
    session = {"name": "sessionid", "value": client.cookies["sessionid"].value}
    page.context.add_cookies([session | {"url": live_server.url}])
    page.goto(reverse("wagtailadmin_pages:edit", args=[guide.pk]))
    return page


def open_rows(screen):
    """Open all rows at once, then those that were inside of them, until none is left."""
    while screen.locator("[data-waiting]").count():
        screen.evaluate(
            """() => document.querySelectorAll(
                "[data-streamfield-list-container] [data-panel-toggle][aria-expanded=false]"
            ).forEach((toggle) => toggle.click())"""
        )
        screen.wait_for_timeout(100)


def open_section(screen, key):
    """Open a section and give the row of its table with this number."""
    return screen.locator(f"[data-contentpath='{key}']")


def save(screen):
    with screen.expect_navigation():
        screen.locator("button.action-save").first.click()


def newest(guide):
    return GuidePage.objects.get(pk=guide.pk).get_latest_revision_as_object()


def test_a_row_that_is_opened_sends_what_it_sent_before(screen):
    before = screen.evaluate(SENT)
    fields = screen.locator(f"{ROW} [data-field]")
    few = fields.count()

    open_rows(screen)

    assert fields.count() > 10 * few
    assert parse_qsl(screen.evaluate(SENT)) == parse_qsl(before)


def test_rows_that_nobody_opened_are_saved_as_they_were(screen, guide):
    before = present_guide(newest(guide))
    revision = newest(guide).latest_revision_id

    save(screen)

    assert newest(guide).latest_revision_id != revision
    assert present_guide(newest(guide)) == before
