"""Every preview shows the draft: the editor's panel, 查看草稿, a revision; of guide and manual."""

import pytest
from playwright.sync_api import expect

from guides.models import GuidePage
from tests.browser import walk
from tests.browser.logins import log_in

pytestmark = [
    pytest.mark.chromium,
    pytest.mark.city,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]

CATERING = "scjg-food-catering"
FRONT_PAGE = "您要办什么事"
OLDER, NEWER = "初稿里的一句话", "新稿里的一句话"


@pytest.fixture
def _django_db_helper(demo):
    """Let every test read what the module has laid out: none of them empties the tables."""


@pytest.fixture
def drafts(demo):
    """Return {kind: (page, older revision)} with two drafts each, told apart by their words."""
    guide = GuidePage.objects.get(pk=demo.pages[CATERING].pk)
    return {"guide": _drafts(guide, "summary"), "manual": _drafts(guide.manual, "change_note")}


def _drafts(page, field):
    draft = page.get_latest_revision_as_object()
    setattr(draft, field, OLDER)
    older = draft.save_revision(user=None)
    setattr(draft, field, NEWER)
    draft.save_revision(user=None)
    return page, older


@pytest.fixture
def compiler(visit):
    """The browser of a compiler who is signed in."""
    return log_in(visit(), "compiler.scjg")


def assert_shows_draft(place, words, language="zh-hans"):
    # A preview is drawn after a pause, and a busy machine takes its time.
    expect(place.locator("main")).to_contain_text(words, timeout=30_000)
    expect(place.locator("main")).not_to_contain_text(FRONT_PAGE)
    assert place.locator("html").get_attribute("lang").lower() == language


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("kind", ["guide", "manual"])
def test_the_newest_draft_is_shown_in_each_language(compiler, drafts, kind, language):
    page, _older = drafts[kind]

    answer = compiler.goto(f"/admin/pages/{page.pk}/view_draft/?mode={language}")

    assert answer.headers["content-language"] == language
    assert_shows_draft(compiler, NEWER, language)


@pytest.mark.parametrize("kind", ["guide", "manual"])
def test_a_revision_is_shown_as_it_was_saved(compiler, drafts, kind):
    page, older = drafts[kind]

    compiler.goto(f"/admin/pages/{page.pk}/revisions/{older.pk}/view/")

    assert_shows_draft(compiler, OLDER)
    expect(compiler.locator("main")).not_to_contain_text(NEWER)


@pytest.mark.parametrize(("kind", "field"), [("guide", "summary"), ("manual", "change_note")])
def test_the_panel_beside_the_editor_shows_what_is_typed(compiler, drafts, kind, field):
    page, _older = drafts[kind]
    typed = f"刚打进去、还没有保存的{field}"

    compiler.goto(f"/admin/pages/{page.pk}/edit/")
    walk.type_into(compiler, field, typed)
    compiler.locator("[data-side-panel-toggle=preview]").click()

    assert_shows_draft(compiler.frame_locator("#w-preview-iframe"), typed)


def test_the_editor_says_in_sight_how_many_places_differ_from_what_is_filed(compiler, drafts):
    page, _older = drafts["guide"]

    compiler.goto(f"/admin/pages/{page.pk}/edit/")
    counted = compiler.locator("[data-since-filing] summary")

    expect(counted).to_contain_text("处不同", timeout=30_000)
    expect(counted).to_be_visible()


@pytest.mark.parametrize("kind", ["guide", "manual"])
def test_the_panel_changes_to_english(compiler, drafts, kind):
    page, _older = drafts[kind]

    compiler.goto(f"/admin/pages/{page.pk}/edit/")
    compiler.locator("[data-side-panel-toggle=preview]").click()
    frame = compiler.frame_locator("#w-preview-iframe")
    assert_shows_draft(frame, NEWER)
    compiler.locator("#id_preview_mode").select_option("en")

    expect(frame.locator("html")).to_have_attribute("lang", "en", timeout=30_000)
    assert_shows_draft(frame, NEWER, "en")


def test_a_language_that_there_is_not_shows_the_draft_in_chinese(compiler, drafts):
    page, _older = drafts["guide"]

    compiler.goto(f"/admin/pages/{page.pk}/view_draft/?mode=xx")

    assert_shows_draft(compiler, NEWER)


@pytest.mark.parametrize(
    ("mode", "words"),
    [("short", "草稿，未备案"), ("notice", "一次告知单"), ("manual", "内部资料，仅供工作人员")],
)
def test_the_panel_shows_papers_and_the_manual_with_what_is_typed(compiler, drafts, mode, words):
    page, _older = drafts["guide"]

    compiler.goto(f"/admin/pages/{page.pk}/edit/")
    compiler.locator("[data-side-panel-toggle=preview]").click()
    frame = compiler.frame_locator("#w-preview-iframe")
    assert_shows_draft(frame, NEWER)

    compiler.locator("#id_preview_mode").select_option(mode)

    expect(frame.locator("body")).to_contain_text(words, timeout=30_000)


FEES = """
    document.querySelector('#w-preview-iframe').contentDocument
        .getElementById('fees').getBoundingClientRect().top
"""


def test_the_preview_follows_the_section_at_hand(compiler, drafts):
    page, _older = drafts["guide"]
    compiler.goto(f"/admin/pages/{page.pk}/edit/")
    compiler.locator("[data-side-panel-toggle=preview]").click()
    assert_shows_draft(compiler.frame_locator("#w-preview-iframe"), NEWER)
    before = compiler.evaluate("window.scrollY")

    compiler.locator("[name=fees_charged]").evaluate("one => one.focus({preventScroll: true})")

    compiler.wait_for_function(f"() => Math.abs({FEES}) < 40")
    assert compiler.evaluate("window.scrollY") == before
