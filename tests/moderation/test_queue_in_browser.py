"""The work queue in a real browser: keys, kept views, several returned and handed on at once."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from core.choices import Role
from moderation.models import Decision, HandOn, SavedView
from moderation.submit import submit
from tests.factories import guide_page, person

pytestmark = [pytest.mark.chromium, pytest.mark.django_db(transaction=True)]
FOCUSED = "document.activeElement.textContent.trim()"


@pytest.fixture
def queue(city, open_admin):
    """The department reviewer's queue with four pieces."""
    facts = {"summary": "开饭店", "change_note": "按新办法改写", "owner": city.compiler}
    more = [guide_page(city.department, title=f"许可{n}", **facts) for n in range(3)]
    for page in (city.guide, *more):
        submit(page, city.compiler)
    return open_admin(city.reviewer, reverse("moderation:queue"))


def test_j_and_k_walk_the_rows_and_the_pieces(queue):
    titles = [one.strip() for one in queue.locator("td.title a").all_inner_texts()]
    for key, at in (("j", 0), ("j", 1), ("j", 2), ("k", 1)):
        queue.keyboard.press(key)
        assert queue.evaluate(FOCUSED) == titles[at]

    queue.keyboard.press("Enter")
    expect(queue.locator(".review__title")).to_have_text(titles[1])
    expect(queue.locator(".review-pieces")).to_contain_text("第 2 件，共 4 件")
    queue.locator("[data-next-piece]").click()
    expect(queue.locator(".review__title")).to_have_text(titles[2])


def test_filters_are_kept_under_a_name_and_lead_there_again(queue):
    queue.goto(reverse("moderation:queue") + "?base_version=new&left=soon")
    queue.locator(".review-views [name=name]").fill("快到期的新增")
    queue.locator(".review-views").get_by_role("button", name="保存").click()

    link = queue.locator(".review-views").get_by_role("link", name="快到期的新增")
    expect(link).to_be_visible()
    queue.goto(reverse("moderation:queue"))
    link.click()
    queue.wait_for_url("**left=soon**")
    queue.get_by_role("button", name="删除视图 快到期的新增").click()
    expect(link).to_have_count(0)
    assert not SavedView.objects.exists()


def test_several_are_returned_with_one_opinion_and_others_handed_on(queue, city):
    colleague = person(Role.DEPARTMENT_REVIEWER, city.department, username="colleague")
    queue.reload()
    chosen = queue.locator("td input[type=checkbox]")
    chosen.nth(0).check()
    chosen.nth(1).check()
    queue.locator("#bulk [name=opinion]").fill("都请写清办理对象")
    queue.locator("#bulk").get_by_role("button").click()
    expect(queue.locator("td.title a")).to_have_count(2)

    queue.locator("td input[type=checkbox]").nth(0).check()
    queue.locator("#bulk [name=action]").select_option("hand_on")
    queue.locator("#bulk [name=to]").select_option(str(colleague.pk))
    queue.locator("#bulk").get_by_role("button").click()
    expect(queue.locator("td.title a")).to_have_count(1)

    returned = Decision.objects.values_list("verdict", "opinion")
    assert list(returned) == [("returned", "都请写清办理对象")] * 2
    assert HandOn.objects.get().to == colleague
