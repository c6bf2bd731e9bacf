"""Sections and rows of the editor in a real browser: built when needed, never lost before."""

from urllib.parse import parse_qsl

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from core.choices import Role
from guides.compiling.page_sections import apply_guide
from guides.document import GuideDocument
from guides.models import GuidePage, Outline
from guides.outlines.loading import load_shipped_outlines
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
    load_shipped_outlines()
    page = guide_page(outline=Outline.objects.get(kind="guide", is_active=True))
    data = Filler().part(GuideDocument)
    data["item"] |= catalogue_facts(page.situation)
    document = data | {"outline": page.outline.frozen().model_dump()}
    apply_guide(GuideDocument.model_validate(document), page)
    page.save()
    page.save_revision()
    return page


@pytest.fixture
def screen(guide, open_admin):
    """The guide's form, open for a compiler."""
    compiler = person(Role.COMPILER, guide.department)
    return open_admin(compiler, reverse("wagtailadmin_pages:edit", args=[guide.pk]))


def open_rows(screen):
    """Open all rows at once, then those that were inside of them, until none is left."""
    for _round in range(100):
        if not screen.locator("[data-waiting]").count():
            return
        screen.evaluate(
            """() => document.querySelectorAll(
                "[data-streamfield-list-container] [data-panel-toggle][aria-expanded=false]"
            ).forEach((toggle) => toggle.click())"""
        )
        screen.wait_for_timeout(100)
    pytest.fail("rows are still waiting")


def material(screen, number):
    """Open a row of the table of materials and give it."""
    section = screen.locator("[data-streamfield-stream-container] > [data-streamfield-child]")
    section = section.filter(has=screen.locator("input[name$=-type][value=materials]"))
    row = section.locator(f"{ROW}:has(> input[name$='-value-items-{number}-order'])")
    row.locator("[data-panel-toggle]").first.click()
    return row


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


def test_a_name_that_is_changed_in_an_opened_row_is_saved_and_nothing_else(screen, guide):
    before = present_guide(newest(guide)).model_dump(mode="json")

    material(screen, 1).locator("input[name$='-value-name']").fill("申请书")
    save(screen)

    before["materials"]["items"][1]["name"] = "申请书"
    assert present_guide(newest(guide)).model_dump(mode="json") == before


def test_a_copied_row_has_the_values_of_the_one_that_nobody_opened(screen, guide):
    row = material(screen, 1)
    row.locator("[data-panel-toggle]").first.click()

    row.locator("[data-streamfield-action=DUPLICATE]").first.click()
    save(screen)

    items = present_guide(newest(guide)).materials.items
    assert [one.name for one in items] == [items[0].name, items[1].name, items[1].name]
    assert len({one.key for one in items}) == 3


def test_a_row_that_is_refused_stands_open_with_the_reason(screen, guide):
    row = material(screen, 1)
    row.locator("input[type=number]").first.fill("-1")

    save(screen)

    refused = screen.locator(f"{ROW} .error-message").first
    refused.wait_for()
    assert refused.is_visible()
    assert screen.locator("[data-waiting]").count()


def test_a_jump_to_a_section_does_not_wait_for_those_before_it(screen):
    screen.context.add_init_script("window.requestIdleCallback = () => {}")
    screen.reload()

    screen.locator("[data-entry=faqs] > a").click()

    screen.wait_for_function("() => document.activeElement.closest('[data-streamfield-child]')")


def test_a_text_grows_once_its_section_is_opened(screen):
    section = screen.locator("[data-section=time_limits]").first
    text = section.locator("textarea").first
    assert text.get_attribute("data-controller") is None

    section.locator("[data-panel-toggle]").first.click()
    low = text.bounding_box()["height"]
    text.fill("一行\n" * 12)

    screen.wait_for_function(
        "([name, low]) => document.getElementsByName(name)[0].offsetHeight > 2 * low",
        arg=[text.get_attribute("name"), low],
    )


def test_a_text_in_sight_grows_by_itself(screen):
    text = screen.locator("[name=summary]")
    screen.locator("[name=summary][data-controller=w-autosize]").wait_for()
    low = text.bounding_box()["height"]

    text.fill("一行\n" * 12)

    screen.wait_for_function(
        "low => document.getElementsByName('summary')[0].offsetHeight > 2 * low", arg=low
    )


def test_a_calendar_comes_when_its_date_is_entered(screen):
    calendars = screen.locator(".xdsoft_datetimepicker")
    assert calendars.count() == 0

    screen.locator("[name=checked_on]").click()

    calendars.locator("visible=true").wait_for()
    calendars.locator("td.xdsoft_date[data-date='15']").first.click()
    assert screen.locator("[name=checked_on]").input_value().endswith("-15")


def test_an_answer_that_is_opened_names_the_next_question_and_not_its_key(screen):
    def row(holder, field):
        return holder.locator(ROW).filter(has=screen.locator(f"[name$='{field}']")).first

    question = row(screen, "-questions-0-value-question")
    question.locator("[data-panel-toggle]").first.click()
    answer = row(question, "-options-0-value-label")
    answer.locator("[data-panel-toggle]").first.click()

    following = answer.locator("[name$='-value-next']")
    names = following.locator("xpath=following-sibling::fieldset")
    expect(names).to_be_visible()
    expect(following).to_be_hidden()
    expect(names.get_by_role("checkbox")).not_to_have_count(0)
