"""Return, correct, resubmit in a real browser: who sees what, at which place."""

import re

import pytest
from django.urls import reverse

from guides.models import Outline
from guides.outlines.loading import load_shipped_outlines
from moderation.models import Decision, Submission
from moderation.submit import submit
from tests.moderation.steps import act, save_draft

pytestmark = [pytest.mark.chromium, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def sent(city):
    """The city's guide under its shipped outline, under review for the first time."""
    load_shipped_outlines()
    outline = Outline.objects.filter(kind="guide", is_active=True).first()
    save_draft(city.guide, city.compiler, outline=outline, silence="视为同意", fees_charged=True)
    return submit(city.guide, city.compiler)


def review(submission):
    return reverse("moderation:review", args=[submission.pk])


def test_from_the_return_with_a_reason_to_the_second_look(city, sent, open_admin):
    # The reviewer says at one field what is wrong; the section counts as returned.
    screen = open_admin(city.reviewer, review(sent))
    place = screen.locator("#section-cover .review-change", has_text="开饭店")
    place.hover()
    place.get_by_role("button", name="在这一处写意见").click()
    screen.keyboard.type("请写明可以开哪几种店")
    assert screen.locator("[data-review-approve]").is_disabled()
    screen.locator("[data-review-return]").click()
    screen.wait_for_url("**/admin/review/")
    assert Decision.objects.get().section_reasons == {"summary": "请写明可以开哪几种店"}

    # The compiler finds it on the first page; the link opens the field, where the reason stands.
    home = open_admin(city.compiler, reverse("wagtailadmin_home"))
    assert home.get_by_role("heading", level=1).inner_text() == "1 件退回要补正"
    home.locator("#returned-block li a").click()
    home.wait_for_url(re.compile(rf"/{city.guide.pk}/edit/#/summary$"))
    field = home.locator("[name=summary]")
    home.locator(".guide-correction", has_text="请写明可以开哪几种店").first.wait_for()
    assert field.evaluate("element => element === document.activeElement")
    field.fill("开饭店、开奶茶店")
    with home.expect_navigation():
        home.get_by_role("button", name="保存草稿").click()
    home.goto(home.url.partition("/admin/")[0] + reverse("moderation:submit", args=[city.guide.pk]))
    with home.expect_navigation():
        home.locator(".review-submit button[type=submit]").click()
    assert Submission.objects.count() == 2

    # The reviewer sees the one correction; what he found fine and nobody changed is folded.
    again = open_admin(city.reviewer, review(Submission.objects.first()))
    assert "与第 1 次送审相比" in again.locator(".review-round").inner_text()
    cover = again.locator("#section-cover")
    added = "".join(cover.locator("ins").first.inner_text().split())
    assert added == "＋新增：、开奶茶店"
    folded = again.locator("#section-time_limits")
    assert not folded.locator("dl").is_visible()
    assert "本环节上一次看过没问题" in folded.locator("summary").inner_text()
    assert again.locator("[data-review-approve]").is_disabled()
    cover.locator("input[value=fine]").check()
    again.locator("[data-review-approve]").click()
    again.wait_for_url("**/admin/review/")
    assert Submission.objects.first().stage == "formal"


def test_reading_the_whole_text_to_its_end_stands_for_the_marks(city, sent, open_admin):
    screen = open_admin(city.reviewer, review(sent))
    screen.get_by_role("link", name="看全文").first.click()
    screen.get_by_role("button", name="我已读到最后").click()
    screen.wait_for_url("**" + review(sent))

    screen.locator("[data-review-approve]").click()
    screen.wait_for_url("**/admin/review/")

    assert Submission.objects.get().stage == "formal"


def test_both_texts_stand_side_by_side_where_there_is_room(city, sent, open_admin):
    act(sent, city.reviewer, "returned", opinion="改")
    save_draft(city.guide, city.compiler, summary="开小饭店")
    screen = open_admin(city.reviewer, review(submit(city.guide, city.compiler)))

    screen.get_by_role("button", name="左右对照").click()

    left, right = screen.locator("#section-cover .review-sides > *").all()[:2]
    assert left.inner_text() == "开饭店"
    assert "小" in right.inner_text()
    assert left.bounding_box()["x"] < right.bounding_box()["x"]


def test_j_leads_from_the_last_section_to_the_next_piece(city, sent, open_admin):
    from tests.factories import guide_page

    other = submit(guide_page(city.department, owner=city.compiler, title="第二件"), city.compiler)
    screen = open_admin(city.reviewer, review(sent))

    for _each in range(screen.locator("[data-review-section]").count()):
        screen.keyboard.press("j")
    assert screen.url.endswith(review(sent))
    screen.keyboard.press("j")
    screen.wait_for_url("**" + review(other))
