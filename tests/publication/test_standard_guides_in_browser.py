"""A standard guide from one end to the other in a browser: marked, inherited, changed, agreed."""

import json

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import expect

from guides.models import GuidePage
from publication.models import PartChange, PublishedVersion
from publication.relay import run_once
from tests.moderation.conftest import city  # noqa: F401  the same people
from tests.publication.part_samples import another_compiler
from tests.publication.standard_samples import (
    district,
    filed_heir,
    revise,
    standard,
    with_reviewers,
)

pytestmark = [pytest.mark.chromium, pytest.mark.django_db(transaction=True)]


STILL = """async () => {
    await new Promise((go) => setTimeout(go, 300));
    await Promise.all(document.getAnimations().map((one) => one.finished));
}"""


def violations_on(screen):
    """Return what axe finds on a screen once nothing on it fades in any more."""
    screen.evaluate(STILL)
    found = Axe().run(screen).response["violations"]
    return [(one["id"], one["nodes"][0]["html"][:80]) for one in found]


def test_a_guide_is_marked_and_a_district_starts_from_it(city, open_admin):  # noqa: F811
    with_reviewers(city)
    revise(city, "5年", promised_value=10, promised_unit="working_day")
    place = district(city)

    screen = open_admin(city.compiler, reverse("shared_parts_heir", args=[city.guide.pk]))
    screen.get_by_role("button", name="设为本事项的标准指南").click()
    expect(screen.locator(".messages .success")).to_be_visible()
    assert violations_on(screen) == []
    screen = open_admin(place.compiler, reverse("guides_new"))
    assert violations_on(screen) == []
    screen.get_by_role("button", name="从市场监督管理局的标准指南开始").click()
    expect(screen.locator(".messages .success")).to_be_visible()

    assert violations_on(screen) == []
    panel = screen.locator("[data-section=inherited]")
    expect(panel).to_contain_text("市场监督管理局的标准指南《食品经营许可》第 1 版")
    expect(screen.locator("details[data-inherited=results]")).to_contain_text("审批结果")
    expect(screen.locator("[name=promised_value]")).to_have_count(0)
    expect(screen.locator("[name=summary]")).to_have_count(0)
    expect(screen.locator("[name=handling_online_url]")).to_have_count(1)
    screen.locator("[data-streamfield-stream-container] .c-sf-add-button").last.click()
    menu = screen.locator(".w-combobox")
    expect(menu.get_by_role("option").first).to_be_visible()
    expect(menu.get_by_role("option", name="审批结果")).to_have_count(0)
    screen.keyboard.press("Escape")
    screen.evaluate("location.hash = '#results'")
    expect(screen.locator("details[data-inherited=results]")).to_have_attribute("open", "")
    screen.locator("[name=handling_online_url]").fill("https://example.test/yp")
    with screen.expect_navigation():
        screen.get_by_role("button", name="保存草稿").first.click()
    page = GuidePage.objects.get(department=place.department)
    document = page.get_latest_revision_as_object().present()
    assert document.handling.online_url == "https://example.test/yp"
    assert (document.results[0].validity, document.time_limits.promised.value) == ("5年", 10)


def test_the_change_of_a_standard_reaches_its_heirs_after_one_review(city, open_admin):  # noqa: F811
    part = standard(city)
    places = [district(city), district(city, "jianyang")]
    pages = [filed_heir(one) for one in places]
    revise(city, "10年")
    run_once()
    change = PartChange.objects.get(part=part)
    keeper = another_compiler(city.department)

    screen = open_admin(keeper, reverse("shared_parts_change", args=[change.pk]))
    expect(screen.locator("[data-following]")).to_have_text("2")
    expect(screen.locator(".shared-sample")).to_have_count(2)
    expect(screen.locator(".review__main")).to_contain_text("10年")
    screen.get_by_role("button", name="一并送审").click()
    expect(screen.locator(".messages .success")).to_be_visible()
    reviewers = [city.reviewer, *(one.reviewer for one in places)]
    for reviewer in (*reviewers, city.formal, city.compliance, city.filing):
        review = open_admin(reviewer, reverse("shared_parts_change", args=[change.pk]))
        review.get_by_role("button", name="同意", exact=True).click()
        expect(review.locator(".messages .success")).to_be_visible()
        review.close()

    for page in pages:
        newest = PublishedVersion.objects.get(code=page.code, version=2)
        assert json.loads(newest.text)["results"][0]["validity"] == "10年"
        screen.goto(f"/guides/{page.code}/")
        expect(screen.locator("main")).to_contain_text("10年")
    screen.goto(reverse("shared_parts_uses", args=[part.pk]))
    expect(screen.locator(".shared tbody tr").first).to_contain_text("yanping区市场监督管理局")
    screen = open_admin(places[0].compiler, reverse("shared_parts_heir", args=[pages[0].pk]))
    assert violations_on(screen) == []
