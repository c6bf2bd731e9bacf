"""A clerk brings a guide in Word, corrects it and gets a draft: at most fifteen clicks."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from guides.models import GuidePage
from tests.browser.logins import log_in
from tests.browser.watching import Complaints
from tests.exchange.real_guides import real_guide
from tests.exchange.word_file import as_docx

pytestmark = [
    pytest.mark.chromium,
    pytest.mark.city,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]
MOST_CLICKS = 15


@pytest.fixture
def _django_db_helper(demo):
    """Let every test read what the module has laid out: none of them empties the tables."""


@pytest.fixture
def clerk(visit):
    """The browser of a compiler who has signed in."""
    return log_in(visit(), "compiler.wjw")


class Clicks:
    """Clicks at a page, and counts them."""

    def __init__(self, page):
        self.page, self.count = page, 0

    def on(self, locator):
        locator.click()
        self.count += 1


def test_word_file_becomes_a_draft_with_few_clicks(clerk, demo, tmp_path):
    path = Path(tmp_path) / "公共场所卫生许可.docx"
    as_docx(real_guide("公共场所"), path)
    complaints, clicks = Complaints(clerk), Clicks(clerk)

    clicks.on(clerk.get_by_role("link", name="导入", exact=True))
    clerk.set_input_files("[name=files]", path)
    clicks.on(clerk.get_by_role("button", name="读取"))
    expect(clerk.locator("[data-correct]")).to_be_visible()

    # A doubt is confirmed, an unknown text gets a section: the screen goes to the next open place.
    doubts, unknown = (clerk.locator(f".entry--{one}") for one in ("look", "unrecognised"))
    doubts_before, unknown_before = doubts.count(), unknown.count()
    clicks.on(doubts.first.get_by_role("button", name="就这样"))
    expect(doubts).to_have_count(doubts_before - 1)
    clicks.on(clerk.locator(".entry--unrecognised").first.get_by_role("button", name="放到这一节"))
    expect(unknown).to_have_count(unknown_before - 1)
    expect(clerk.locator(".entry:target")).to_have_count(1)
    while clerk.locator(".entry--look").count():
        before = clerk.locator(".entry--look").count()
        clicks.on(clerk.locator(".entry--look").first.get_by_role("button", name="就这样"))
        expect(clerk.locator(".entry--look")).to_have_count(before - 1)
    clicks.on(clerk.get_by_role("button", name="全部确认"))
    expect(clerk.locator(".entry--unrecognised")).to_have_count(0)
    clicks.on(clerk.get_by_role("button", name="存成草稿"))

    clerk.wait_for_url("**/admin/pages/*/edit/")
    page = GuidePage.objects.order_by("-latest_revision_created_at").first()
    assert f"/pages/{page.pk}/edit/" in clerk.url
    assert clicks.count <= MOST_CLICKS
    assert complaints == []


def test_both_sides_light_up_and_keys_go_through_open_places(clerk, demo):
    clerk.goto("/admin/import/")
    clerk.locator("[name=text]").fill(real_guide("取水许可").read_text(encoding="utf-8"))
    clerk.get_by_role("button", name="读取").click()
    expect(clerk.locator("[data-correct]")).to_be_visible()

    clerk.locator("h1").click()
    clerk.keyboard.press("j")

    lit = clerk.locator(".entry.is-active")
    expect(lit).to_have_count(1)
    number = lit.get_attribute("data-entry")
    expect(clerk.locator(f'.stretch.is-active[data-entry="{number}"]').first).to_be_visible()
