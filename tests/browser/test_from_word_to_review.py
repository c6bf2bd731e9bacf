"""A clerk brings a guide in Word, mends and fills it by clicks, submits; the reviewer reads on."""

import pytest
from playwright.sync_api import expect

from guides.models import GuidePage
from tests.browser import clinic_guide, walk
from tests.browser.logins import log_in
from tests.browser.watching import Complaints
from tests.guides.test_pasting_in_browser import PASTE

pytestmark = [
    pytest.mark.chromium,
    pytest.mark.city,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]
MOST_CLICKS = 15
PATIENCE = 30_000  # milliseconds until a busy machine has built every section
CHECKED = "[data-guide-editor][data-checked]"


@pytest.fixture
def _django_db_helper(demo):
    """Let every test read what the module has laid out: none of them empties the tables."""


class Clicks:
    """Clicks at a page, and counts them."""

    def __init__(self):
        self.count = 0

    def on(self, locator):
        locator.click()
        self.count += 1


def test_a_word_file_is_corrected_mended_filled_submitted_and_reviewed(visit, demo, tmp_path):
    clerk = log_in(visit(), "compiler.wjw")
    complaints, clicks = Complaints(clerk), Clicks()

    bring(clerk, clicks, clinic_guide.as_word(tmp_path / "诊所备案.docx"))
    correct(clerk, clicks)
    assert clicks.count <= MOST_CLICKS
    page = newest_draft()
    mend(clerk)
    paste_materials(clerk, page)
    with clerk.expect_navigation(timeout=PATIENCE):
        walk.save(clerk)

    draft = newest_draft().present()
    assert [one.name for one in draft.materials.items] == clinic_guide.MATERIAL_NAMES
    assert not any(slip in draft.model_dump_json() for slip in clinic_guide.SLIPS)
    walk.send_to_review(clerk, page)
    assert complaints == []
    assert_read_with_findings(log_in(visit(), "reviewer.wjw"))


def newest_draft():
    """Return the draft that was saved last."""
    page = GuidePage.objects.order_by("-latest_revision_created_at").first()
    return page.get_latest_revision_as_object()


def bring(clerk, clicks, path):
    """Upload a file from the menu, and wait for the screen of corrections."""
    clicks.on(clerk.get_by_role("link", name="导入", exact=True))
    clerk.set_input_files("[name=files]", path)
    clicks.on(clerk.get_by_role("button", name="读取"))
    expect(clerk.locator("[data-correct]")).to_be_visible()


def correct(clerk, clicks):
    """Put what was not recognised into its section, confirm what is in doubt, make the draft."""
    unknown = clerk.locator(".entry--unrecognised").first
    expect(unknown.locator("select")).to_have_value("issuer")
    clicks.on(unknown.get_by_role("button", name="放到这一节"))
    expect(clerk.locator(".entry--unrecognised")).to_have_count(0)
    while left := clerk.locator(".entry--look").count():
        clicks.on(clerk.locator(".entry--look").first.get_by_role("button", name="就这样"))
        expect(clerk.locator(".entry--look")).to_have_count(left - 1)
    clicks.on(clerk.get_by_role("button", name="存成草稿"))
    clerk.wait_for_url("**/admin/pages/*/edit/")


def mend(clerk):
    """Take the suggestion of three findings, each at its place in the editor."""
    expect(clerk.locator(CHECKED)).to_have_count(1, timeout=PATIENCE)
    for pointer, words in clinic_guide.MENDED.items():
        clerk.evaluate(f"window.location.hash = '#{pointer}'")
        finding = clerk.locator(".quality-finding", has_text=words)
        finding.get_by_role("button", name="采用").click(timeout=PATIENCE)
        expect(finding).to_have_count(0, timeout=PATIENCE)


def paste_materials(clerk, page):
    """Paste the rows of a spreadsheet into the table of materials."""
    number = [one.block_type for one in page.sections].index("materials")
    clerk.evaluate("window.location.hash = '#/materials'")
    table = clerk.locator(f"[name='sections-{number}-value-items-count']").locator("..")
    table.get_by_role("button", name="粘贴表格").click()
    dialog = clerk.locator("#guide-editor-paste")
    dialog.locator("textarea").evaluate(PASTE, ["text/plain", clinic_guide.MATERIALS])
    expect(dialog.get_by_role("status")).to_have_text("认出 3 行。各列对吗？")
    dialog.get_by_role("button", name="放进表里").click()
    expect(dialog).to_be_hidden()


def assert_read_with_findings(reviewer):
    complaints = Complaints(reviewer)
    walk.open_from_queue(reviewer, "诊所备案")
    expect(reviewer.locator("main")).to_contain_text("L04")
    expect(reviewer.locator("main")).to_contain_text("没有材料、共享数据或者现场核查来证明这一条")
    assert complaints == []
