"""Rows of tables in a real browser: one line each, by the keyboard alone."""

import pytest
from playwright.sync_api import expect

from guides.models import GuidePage
from tests.guides import test_editor_in_browser as editor

guide, open_at = editor.guide, editor.open_at

pytestmark = [pytest.mark.chromium, pytest.mark.django_db(transaction=True)]

GAP = """(first, second) => {
  const [one, other] = [first, second].map((field) => field.getBoundingClientRect());
  return { across: other.left - one.right, down: other.top - one.top };
}"""


def names(page):
    draft = GuidePage.objects.get(pk=page.pk).get_latest_revision_as_object()
    return [row.name for row in draft.present().materials.items]


def test_a_row_says_in_one_line_what_matters_of_it(open_at, guide):
    screen = open_at("#/materials/items/1/necessity")
    place = f"[name='sections-{editor.number_of(guide, 'materials')}-value-items-1-value-{{}}']"

    screen.locator(place.format("necessity")).select_option("1")
    screen.locator(place.format("originals")).fill("2")
    screen.locator(place.format("exempt")).check()

    row = screen.locator(place.format("name")).locator("xpath=ancestor::section[1]")
    expect(row.locator("> .w-panel__header .guide-row__number")).to_have_text("2")
    expect(row.locator("> .w-panel__header .guide-row__name")).to_have_text("执照")
    expect(row.locator("> .w-panel__header .guide-row__facts")).to_have_text(
        "必要 · 原件 2 份 · 免提交"
    )


@pytest.mark.parametrize(("limit", "unit"), [("3", "instant"), ("0", "hour")])
def test_a_step_done_at_once_says_so_without_a_number(open_at, guide, limit, unit):
    screen = open_at("#/process/steps/0/limit")
    place = f"[name='sections-{editor.number_of(guide, 'process')}-value-steps-0-value-{{}}']"

    screen.locator(place.format("limit")).fill(limit)
    screen.locator(place.format("unit")).select_option(unit)

    row = screen.locator(place.format("limit")).locator("xpath=ancestor::section[1]")
    expect(row.locator("> .w-panel__header .guide-row__facts")).to_have_text("即时")


def test_rows_are_filled_added_and_moved_by_the_keyboard_alone(open_at, guide):
    screen = open_at("#/materials/items/2/name")

    screen.keyboard.press("Enter")  # after the last row a new one
    expect(screen.locator("[name$='-value-items-3-value-name']")).to_be_focused()
    screen.keyboard.type("委托书")
    screen.keyboard.press("Alt+ArrowUp")
    expect(screen.locator("[name$='-value-items-3-value-name']")).to_be_focused()
    screen.keyboard.press("Control+Enter")  # below the row in which the cursor stands
    expect(screen.locator("[name$='-value-items-4-value-name']")).to_be_focused()
    screen.keyboard.type("照片")
    screen.keyboard.press("Enter")
    expect(screen.locator("[name$='-value-items-2-value-name']")).to_be_focused()
    editor.save(screen)

    assert names(guide) == ["申请书", "执照", "委托书", "照片", "平面图"]


def test_monday_to_friday_is_one_click(open_at, guide):
    screen = open_at("#/service_points")
    screen.locator("[data-entry=service_points] > a").click()
    section = screen.locator(f"[name='sections-{editor.number_of(guide, 'service_points')}-id']")
    table = section.locator("xpath=..")
    table.locator("[data-streamfield-list-add]").first.click()
    table.locator("[data-contentpath=hours] [data-streamfield-list-add]").first.click()

    table.get_by_role("button", name="周一至周五").click()

    expect(table.locator("[data-contentpath=weekdays] :checked")).to_have_count(5)
    facts = table.locator("[data-contentpath=hours] .guide-row__facts")
    expect(facts).to_have_text("周一至周五")


def test_an_empty_table_is_begun_by_enter_from_the_list_of_sections(open_at, guide):
    screen = open_at("#/fees")
    section = editor.number_of(guide, "fees")

    screen.locator("[data-entry=fees] > a").press("Enter")
    expect(screen.locator("[data-streamfield-list-add]:focus")).to_have_count(1)
    screen.keyboard.press("Enter")

    expect(screen.locator(f"[name='sections-{section}-value-items-0-value-name']")).to_be_focused()


def add_first_row(screen, table):
    rows = screen.locator(f"[name='{table}-count']").locator("xpath=..")
    rows.locator("[data-streamfield-list-add]").first.click()


def test_the_hours_of_a_row_stand_beside_each_other(open_at, guide):
    screen = open_at("#/service_points")
    table = f"sections-{editor.number_of(guide, 'service_points')}-value"
    add_first_row(screen, table)
    add_first_row(screen, f"{table}-0-value-hours")
    hours = f"[name='{table}-0-value-hours-0-value-{{}}']"

    opens, closes = (screen.locator(hours.format(one)) for one in ("opens", "closes"))

    expect(opens).to_be_visible()
    # Both at one moment: what is found wrong moves them as it comes.
    gap = opens.evaluate(GAP, closes.element_handle())
    assert gap["down"] == 0
    assert gap["across"] > 0
