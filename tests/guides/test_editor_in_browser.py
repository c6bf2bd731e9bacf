"""The editor in a real browser: links to a place, what is missing, deleting, choosing by name."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect
from wagtail.models import Comment

from core.choices import Role
from guides.compiling.compile import compile_guide
from guides.compiling.page_sections import apply_guide
from guides.document import GuideDocument
from guides.models import GuidePage, Outline
from guides.outlines.loading import load_shipped_outlines
from guides.presenter import present_guide
from tests.factories import DepartmentFactory, SituationFactory, person

pytestmark = [pytest.mark.chromium, pytest.mark.django_db(transaction=True)]

NAME = "[name='sections-{0}-value-items-{1}-value-{2}']"
IN_SIGHT = """(field) => {
  const { top, bottom } = field.getBoundingClientRect();
  return top >= 50 && bottom <= innerHeight;
}"""


@pytest.fixture
def guide():
    """A licence with two conditions and three materials; much else is missing."""
    load_shipped_outlines()
    outline = Outline.objects.get(kind="guide", is_active=True)
    page = compile_guide(SituationFactory(item__department=DepartmentFactory()), outline, None)
    data = present_guide(page).model_dump(mode="json")
    data["conditions"]["items"] = [
        {"key": "c1", "text": "有场所", "materials": ["m1"]},
        {"key": "c2", "text": "有人员"},
    ]
    names = ("申请书", "执照", "平面图")
    data["materials"]["items"] = [{"key": f"m{n}", "name": one} for n, one in enumerate(names)]
    apply_guide(GuideDocument.model_validate(data), page)
    page.save()
    page.save_revision()
    return page


@pytest.fixture
def open_at(guide, open_admin):
    """Return a function that opens the guide's editor at a place."""
    address = reverse("wagtailadmin_pages:edit", args=[guide.pk])
    compiler = person(Role.COMPILER, guide.department)

    def open_editor(place=""):
        screen = open_admin(compiler, address + place)
        expect(screen.locator("[data-waiting=section]")).to_have_count(0)
        return screen

    return open_editor


def number_of(guide, key):
    return [one.block_type for one in guide.sections].index(key)


def field(screen, guide, key, row, name):
    return screen.locator(NAME.format(number_of(guide, key), row, name))


def newest(guide):
    return GuidePage.objects.get(pk=guide.pk).get_latest_revision_as_object()


def save(screen):
    with screen.expect_navigation():
        screen.get_by_role("button", name="保存草稿").first.click()
    expect(screen.locator(".messages .success")).to_be_visible()


@pytest.mark.parametrize(
    ("place", "name"),
    [
        ("#/summary", "summary"),
        ("#/time_limits/promised/unit", "promised_unit"),
        ("#/time_limits/promised", "promised_value"),
        ("#/handling/online_url", "handling_online_url"),
        ("#/fees/charged", "fees_charged"),
        ("#time_limits", "statutory_value"),
    ],
)
def test_a_link_opens_and_enters_a_field_of_the_page(open_at, place, name):
    screen = open_at(place)

    found = screen.locator(f"[name={name}]")

    expect(found).to_be_focused()
    assert found.evaluate(IN_SIGHT)


@pytest.mark.parametrize(
    ("place", "key", "row", "name"),
    [
        ("#/materials/items/2/name", "materials", 2, "name"),
        ("#/conditions/items/1/review/points", "conditions", 1, "review-points"),
        ("#/conditions/items/0/key", "conditions", 0, "key"),
    ],
)
def test_a_link_opens_and_enters_a_field_of_a_row(open_at, guide, place, key, row, name):
    screen = open_at(place)

    found = field(screen, guide, key, row, name)

    expect(found).to_be_focused()
    assert found.evaluate(IN_SIGHT)


def test_the_first_click_on_a_folded_section_shows_it(open_at):
    screen = open_at()

    screen.locator("[data-entry=handling] > a").click()

    expect(screen.locator("[name=handling_case_type]")).to_be_focused()
    assert screen.locator("[name=handling_case_type]").evaluate(IN_SIGHT)
    expect(screen.locator("[data-entry=handling] > a")).to_have_attribute("aria-current", "true")


def test_next_place_walks_the_gaps_and_a_filled_one_is_counted_no_more(open_at):
    screen = open_at()
    left = screen.locator("[data-gaps-left] [data-left]")
    screen.locator("[data-checked]").wait_for(state="attached")
    before = int(left.inner_text())

    screen.get_by_role("button", name="下一处").click()
    screen.wait_for_function(
        "() => document.activeElement.name"
    )  # the section may have to be built
    first = screen.evaluate("document.activeElement.name")
    screen.keyboard.type("写了")
    expect(left).to_have_text(str(before - 1))
    screen.get_by_role("button", name="下一处").click()
    screen.wait_for_timeout(300)

    assert screen.evaluate("document.activeElement.name") != first


def test_required_fields_are_marked_in_rows_too(open_at, guide):
    screen = open_at("#/materials/items/0/name")
    marked = field(screen, guide, "materials", 0, "name")

    label = screen.locator(f"label[for='{marked.get_attribute('id')}']")

    expect(label).to_contain_text("*")
    expect(marked).to_have_attribute("aria-required", "true")
    expect(field(screen, guide, "materials", 0, "note")).not_to_have_attribute(
        "aria-required", "true"
    )


def bin_of(child):
    return child.locator("> .w-panel > .w-panel__header [data-streamfield-action=DELETE]")


def section(screen, guide, key):
    block = next(one.id for one in guide.sections if one.block_type == key)
    return screen.locator(f"[data-contentpath='{block}']")


def test_the_bin_at_a_mandatory_section_empties_it_after_a_question(open_at, guide):
    screen = open_at("#materials")
    dialog = screen.locator("#guide-editor-delete")

    bin_of(section(screen, guide, "materials")).click()
    expect(dialog).to_contain_text("模板要求必须有")
    dialog.get_by_role("button", name="保留").click()
    expect(field(screen, guide, "materials", 0, "name")).to_have_value("申请书")
    bin_of(section(screen, guide, "materials")).click()
    dialog.get_by_role("button", name="清空").click()
    save(screen)

    kept = present_guide(newest(guide))
    assert "materials" in [one.block_type for one in newest(guide).sections]
    assert kept.materials.items == []


def test_the_bin_at_a_row_asks_when_the_row_says_something(open_at, guide):
    screen = open_at("#/materials/items/1/name")
    row = field(screen, guide, "materials", 1, "name").locator(
        "xpath=ancestor::*[@data-streamfield-child][1]"
    )

    bin_of(row).click()
    expect(screen.locator("#guide-editor-delete")).to_contain_text("执照")
    screen.locator("#guide-editor-delete").get_by_role("button", name="删除").click()
    save(screen)

    assert [one.name for one in present_guide(newest(guide)).materials.items] == [
        "申请书",
        "平面图",
    ]


def test_a_missing_section_is_added_where_the_outline_has_it(open_at, guide):
    screen = open_at("#question_tree")
    bin_of(section(screen, guide, "question_tree")).click()
    save(screen)
    assert "question_tree" not in [one.block_type for one in newest(guide).sections]

    screen.locator("[data-entry=question_tree] > a").click()
    screen.wait_for_timeout(500)
    save(screen)

    keys = [one.block_type for one in newest(guide).sections]
    assert keys == [one.block_type for one in guide.sections]


def test_proofs_of_a_condition_are_chosen_by_the_names_of_materials(open_at, guide):
    screen = open_at("#/conditions/items/0/text")
    box = field(screen, guide, "conditions", 0, "materials").locator("xpath=..").locator("fieldset")

    expect(box.get_by_label("执照")).to_be_checked()
    box.get_by_label("平面图").check()
    box.get_by_label("执照").uncheck()
    save(screen)

    assert present_guide(newest(guide)).conditions.items[0].materials == ["m2"]


def test_after_a_save_the_editor_shows_the_section_that_was_being_edited(open_at):
    screen = open_at("#handling")

    save(screen)

    expect(screen.locator("[name=handling_case_type]")).to_be_focused()


def test_the_link_to_a_comment_opens_the_panel_of_comments_at_it(guide, open_at):
    item = next(one for one in newest(guide).sections if one.block_type == "item")
    comment = Comment.objects.create(
        page=guide,
        user=person(Role.DEPARTMENT_REVIEWER, guide.department),
        text="电话是否还是这一个？",
        contentpath=f"sections.{item.id}.scope",
    )

    screen = open_at(f"?comment={comment.pk}")

    expect(screen.locator(".comment--focused")).to_contain_text("电话是否还是这一个？")
    expect(screen.locator(".comment--focused")).to_be_in_viewport()
