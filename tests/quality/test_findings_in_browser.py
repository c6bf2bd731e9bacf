"""Findings in the editor in a real browser: at the field while one writes, mended by one click."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from core.choices import Role
from guides.compiling.compile import compile_guide
from guides.compiling.page_sections import apply_guide
from guides.document import GuideDocument
from guides.models import Outline
from guides.outlines.loading import load_shipped_outlines
from guides.presenter import present_guide
from quality.drafts import check_guide
from tests.factories import DepartmentFactory, SituationFactory, person
from tests.quality.clean_guide import FACTS

pytestmark = [pytest.mark.chromium, pytest.mark.django_db(transaction=True)]

CHECKED = "[data-guide-editor][data-checked]"
PATIENCE = 20_000  # milliseconds until a busy machine has built every section


@pytest.fixture
def guide():
    """A guide with conditions, materials and steps."""
    load_shipped_outlines()
    outline = Outline.objects.get(kind="guide", is_active=True)
    page = compile_guide(SituationFactory(item__department=DepartmentFactory()), outline, None)
    data = present_guide(page).model_dump(mode="json")
    wanted = ("conditions", "materials", "process", "time_limits", "handling", "contacts")
    data |= {key: FACTS[key] for key in wanted} | {"summary": "开理发店要办的许可。"}
    apply_guide(GuideDocument.model_validate(data), page)
    page.save()
    page.save_revision()
    return page


@pytest.fixture
def screen(guide, open_admin):
    """The guide's editor as its compiler sees it, its first findings drawn."""
    address = reverse("wagtailadmin_pages:edit", args=[guide.pk])
    screen = open_admin(person(Role.COMPILER, guide.department), address)
    expect(screen.locator(CHECKED)).to_have_count(1, timeout=PATIENCE)
    return screen


def enter(screen, pointer):
    """Go to a place by its link, and wait until the cursor stands there."""
    screen.evaluate(f"window.location.hash = '#{pointer}'")
    last = pointer.rpartition("/")[2]
    expect(screen.locator(f"[name$='{last}']:focus")).to_have_count(1)


def test_a_finding_appears_at_its_field_and_adopting_mends_it(screen):
    enter(screen, "/summary")
    field = screen.locator("[name=summary]")
    field.fill("请登陆网站办理。")
    finding = screen.locator(".quality-finding", has_text="L26")
    expect(finding.locator("mark")).to_have_text("请登陆")
    expect(field).to_have_attribute("aria-describedby", finding.locator("..").get_attribute("id"))

    finding.get_by_role("button", name="采用").click()

    expect(field).to_have_value("请登录网站办理。")
    expect(finding).to_have_count(0)
    screen.keyboard.press("Control+z")
    expect(field).to_have_value("请登陆网站办理。")


def test_the_list_and_the_footer_count_what_was_typed_in_a_row(screen):
    enter(screen, "/materials/items/1/filling_notes")
    entry = screen.locator("[data-entry=materials]")
    before = int(screen.locator("[data-gaps-left] [data-left]").inner_text())

    screen.keyboard.type("写明自查记录等材料的名称。")

    expect(entry).to_have_class("guide-editor__entry is-wrong")
    expect(entry.locator(".guide-editor__count")).to_have_text("1 错误")
    expect(screen.locator("[data-gaps-left] [data-left]")).to_have_text(str(before + 1))
    badge = screen.locator("[data-streamfield-child]", has_text="卫生检测报告").locator(
        "[data-quality-badge]"
    )
    expect(badge.last).to_have_text("1 错误")
    submit = screen.locator("[data-submit]")
    expect(submit).to_have_attribute("aria-disabled", "true")
    assert submit.get_attribute("href") is None


def test_a_finding_in_a_row_that_is_not_built_shows_in_its_head_and_is_reached(screen, guide):
    enter(screen, "/materials/items/0/name")
    screen.keyboard.press("Control+A")
    screen.keyboard.type("从业人员健康合格证明")
    materials = [one.block_type for one in guide.sections].index("materials")
    row = screen.locator(f"[name='sections-{materials}-value-items-2-deleted']").locator("..")
    expect(row.locator("[data-quality-badge]")).to_be_visible()

    screen.locator("[data-entry=materials] li a", has_text="从业人员健康合格证明").first.click()

    name = screen.locator(f"[name='sections-{materials}-value-items-2-value-name']")
    expect(name).to_be_focused()
    expect(row.locator(".quality-finding", has_text="L17")).to_be_visible()


def test_a_row_that_says_nothing_is_taken_away_by_one_click(screen):
    enter(screen, "/conditions/items/1/text")
    screen.keyboard.press("Control+A")
    screen.keyboard.type("法律、法规规定的其他条件。")
    finding = screen.locator(".quality-finding", has_text="L01")

    finding.get_by_role("button", name="采用").click()

    expect(screen.locator("[name$='-value-items-1-deleted']").first).to_have_value("1")
    expect(screen.locator("dialog[open]")).to_have_count(0)


def test_what_appears_above_does_not_move_the_text_under_the_cursor(screen):
    enter(screen, "/summary")
    field = screen.locator("[name=summary]")
    field.fill("请登陆网站办理。")
    note = screen.locator("[name=change_note]")
    note.focus()
    screen.evaluate("document.querySelector('[name=change_note]').scrollIntoView()")
    top = note.bounding_box()["y"]

    expect(screen.locator(".quality-finding", has_text="L26")).to_be_visible()

    assert abs(note.bounding_box()["y"] - top) < 2


def test_next_place_walks_the_errors_in_the_order_of_the_list(screen, guide):
    wrong = [one for one in check_guide(guide.present(), guide.outline) if one.is_error]
    assert len(wrong) > 2

    places = []
    for _press in range(3):
        screen.get_by_role("button", name="下一处").click()
        screen.wait_for_timeout(400)
        places.append(screen.evaluate("document.activeElement.closest('[id]').id"))

    assert len(set(places)) == 3


def test_a_finding_about_a_group_stands_at_its_first_field(screen):
    field = screen.locator("[name$='-quantity_limit-limited']")
    wrapper = screen.locator("[data-field-wrapper]").filter(has=field).last

    finding = wrapper.locator(".quality-finding", has_text="数量限制")

    expect(finding).to_have_count(1)
    expect(field).to_have_attribute("aria-invalid", "true")


def test_a_former_revision_that_one_goes_back_to_is_checked_too(screen, guide):
    former = guide.revisions.first()
    guide.save_revision()

    screen.goto(reverse("wagtailadmin_pages:revisions_revert", args=[guide.pk, former.pk]))

    expect(screen.locator(CHECKED)).to_have_count(1, timeout=PATIENCE)
