"""A filing officer suspends, resumes and abolishes at the browser; readers see it at once."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from guides.templatetags.titles import short_title
from publication import relay
from tests.browser.logins import log_in
from tests.browser.watching import Complaints

pytestmark = [
    pytest.mark.chromium,
    pytest.mark.city,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]

ID_CARD, CATERING = "gaj-id-card", "scjg-food-catering"
REASON = "制证设备检修"


@pytest.fixture
def _django_db_helper(demo):
    """Let every test read what the module has laid out: none of them empties the tables."""


@pytest.fixture
def officer(visit):
    """The browser of a filing officer who has signed in."""
    return log_in(visit(), "filing")


def confirmed(visit, guide):
    """Let a second person confirm what waits for one, on the page of the guide's state."""
    second = log_in(visit(), "compliance")
    second.goto(f"/admin/publication/state/{guide.code}/")
    second.get_by_role("button", name="复核同意并办理").click()
    expect(second.locator(".messages .success")).to_contain_text("已经办理")


def open_state(officer, guide):
    """Go from the register to the state of a guide, by its title."""
    officer.goto(f"/admin/publication/publishedversion/?q={guide.code}")
    officer.locator("td.field-title a", has_text=guide.title).first.click()
    expect(officer.locator("main")).to_contain_text(guide.code)


def test_the_same_browser_sees_a_suspension_at_once_and_its_end(officer, visit, demo):
    guide, public = demo.pages[ID_CARD], f"/guides/{demo.pages[ID_CARD].code}/"
    officer.goto(public)
    expect(officer.locator(".band")).to_have_count(0)
    complaints = Complaints(officer)

    open_state(officer, guide)
    officer.get_by_role("link", name="暂停办理…").click()
    officer.locator("[name=reason]").fill(REASON)
    officer.locator("[name=until]").fill((timezone.localdate() + timedelta(days=1)).isoformat())
    officer.get_by_role("button", name="下一步").click()
    expect(officer.locator("main")).to_contain_text("确认暂停")
    officer.get_by_role("button", name="确认暂停").click()
    expect(officer.locator(".messages .success")).to_contain_text("已提出")
    confirmed(visit, guide)
    officer.goto(public)
    expect(officer.locator(".band.warn")).to_contain_text(REASON)

    officer.goto("/admin/")
    task = officer.locator("#ending-suspensions-section")
    expect(task).to_contain_text("明天到期")
    task.get_by_role("link", name=short_title(guide.title)).click()
    officer.get_by_role("link", name="恢复办理…").click()
    officer.get_by_role("button", name="确认恢复").click()
    expect(officer.locator(".messages .success")).to_contain_text("已经恢复")
    officer.goto(public)

    expect(officer.locator(".band")).to_have_count(0)
    assert complaints == []


def test_a_guide_is_abolished_in_two_steps_with_a_successor_found_by_words(officer, visit, demo):
    guide, successor = demo.pages[ID_CARD], demo.pages[CATERING]
    relay.run_once()

    open_state(officer, guide)
    officer.get_by_role("link", name="废止…").click()
    officer.locator("[name=reason]").fill("并入新的事项")
    officer.locator("[name=words]").fill("开饭店")
    officer.get_by_role("button", name="查找").click()
    officer.get_by_label(successor.code).check()
    officer.get_by_role("button", name="下一步").click()
    expect(officer.locator("main")).to_contain_text("不能撤回")
    officer.get_by_role("button", name="确认废止").click()
    expect(officer.locator(".messages .success")).to_contain_text("已提出")
    confirmed(visit, guide)

    citizen = visit()
    answer = citizen.goto(f"/guides/{guide.code}/")
    assert answer.status == 410
    citizen.get_by_role("link", name="食品经营许可").click()
    citizen.wait_for_url(f"**/guides/{successor.code}/")
