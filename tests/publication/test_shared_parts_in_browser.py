"""One window's hours changed in the admin: seen in twelve guides, reviewed once, filed in all."""

import json

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import expect

from publication.models import PartChange, PublishedVersion
from publication.shared_parts.drafting import write
from tests.moderation.conftest import city  # noqa: F401  the same people
from tests.moderation.steps import save_draft
from tests.publication.part_samples import (
    another_compiler,
    approve_change,
    carried_out,
    filed_with,
    sections,
    window,
    window_data,
)
from tests.publication.test_shared_parts import draft_of

pytestmark = [pytest.mark.chromium, pytest.mark.django_db(transaction=True)]
GUIDES = 12


def test_hours_of_one_window_change_in_twelve_guides_after_one_review(city, open_admin):  # noqa: F811
    part = window(city.department)
    pages = filed_with(city, part, GUIDES)
    keeper = another_compiler(city.department)

    screen = open_admin(keeper, reverse("shared_parts_edit", args=[part.pk]))
    # Wagtail marks the block's element when its controller has run to the end.
    assert screen.evaluate("[...document.querySelectorAll('main *')].some((one) => one.rootBlock)")
    row = screen.locator("[name='value-hours-0-id']").locator("xpath=..")
    row.locator("[data-panel-toggle]").first.click()
    screen.locator("[name='value-hours-0-value-opens']").fill("08:30")
    screen.locator("[name=reason]").fill("落实延时服务")
    screen.get_by_role("button", name="保存草稿，看看影响").click()
    expect(screen.locator("[data-filed]")).to_contain_text("12")
    expect(screen.locator("[data-following]")).to_have_text("12")
    expect(screen.locator(".shared-sample")).to_have_count(3)
    screen.get_by_role("button", name="一并送审").click()
    expect(screen.locator(".messages .success")).to_contain_text("送审")
    # What the worker does, had it taken longer than a person waits; so below.
    change = carried_out(PartChange.objects.get())
    for reviewer in (city.reviewer, city.formal, city.compliance, city.filing):
        review = open_admin(reviewer, reverse("shared_parts_change", args=[change.pk]))
        review.get_by_role("button", name="同意", exact=True).click()
        expect(review.locator(".messages .success")).to_be_visible()
    carried_out(change)

    screen = open_admin(keeper, reverse("shared_parts_report", args=[change.pk]))
    expect(screen.locator(".shared tbody tr")).to_have_count(GUIDES)
    for page in pages:
        newest = PublishedVersion.objects.get(code=page.code, version=2)
        assert json.loads(newest.text)["service_points"][0]["hours"][0]["opens"] == "08:30"
        assert newest.filing_no
        screen.goto(f"/guides/{page.code}/")
        expect(screen.locator("main")).to_contain_text("8:30")


def test_guides_that_say_it_themselves_are_made_the_same_after_one_review(city, open_admin):  # noqa: F811
    part, keeper = window(city.department), another_compiler(city.department)
    mine, other = filed_with(city, part, 2, phone="0599-2222")

    screen = open_admin(keeper, reverse("shared_parts_uses", args=[part.pk]))
    screen.get_by_role("link", name="全部改成一样…").click()
    expect(screen.locator("[data-code]")).to_have_count(2)
    expect(screen.locator(f"[data-code='{mine.code}']")).to_contain_text("0599-")
    violations = Axe().run(screen).response["violations"]
    screen.locator("[name=fields_alike][value=phone]").check()
    screen.locator(f"[data-code='{mine.code}'] [name=code]").check()
    screen.locator("[name=reason]").fill("电话统一")
    screen.get_by_role("button", name="保存草稿，看看影响").click()
    expect(screen.locator("h2.review__title")).to_have_text("1份指南改成一样：电话")
    expect(screen.locator(".shared-sample")).to_have_count(1)
    expect(screen.locator("del")).to_contain_text("2222")
    screen.get_by_role("button", name="一并送审").click()
    expect(screen.locator(".messages .success")).to_contain_text("送审")
    change = carried_out(PartChange.objects.get())
    carried_out(approve_change(change, city))

    assert [one["id"] for one in violations] == []
    for page, phone in ((mine, "0599-1000"), (other, "0599-2222")):
        screen.goto(f"/guides/{page.code}/")
        expect(screen.locator("main")).to_contain_text(phone)


def test_a_part_is_chosen_in_the_editor_changed_there_and_detached(city, open_admin):  # noqa: F811
    part = window(city.department)
    save_draft(city.guide, city.compiler, sections=sections())
    screen = open_admin(city.compiler, reverse("wagtailadmin_pages:edit", args=[city.guide.pk]))
    expect(screen.locator("[data-waiting=section]")).to_have_count(0)

    screen.get_by_role("button", name="用共用的").first.click()
    screen.locator("#guide-editor-share input").fill("综合")
    screen.get_by_role("button", name=part.name).click()
    row = screen.locator("[data-shares]").first
    screen.locator("[name='sections-0-value-0-id']").locator("xpath=..").locator(
        "[data-panel-toggle]"
    ).first.click()
    expect(row.locator(".guide-share__bar")).to_contain_text("每一项都和共用的一样")
    screen.locator("[name='sections-0-value-0-value-phone']").fill("0599-7777")
    expect(row.locator(".guide-share__bar")).to_contain_text("已在本指南改动：")
    with screen.expect_navigation():
        screen.get_by_role("button", name="保存草稿").first.click()

    point = draft_of(city.guide).service_points[0]
    assert (point.phone, point.hours[0].opens) == ("0599-7777", "09:00")
    assert city.guide.shared_uses.get().overridden == ["phone"]


def test_screens_of_shared_parts_are_readable_by_machines(city, open_admin):  # noqa: F811
    part = window(city.department)
    keeper = another_compiler(city.department)
    change = write(part, keeper, window_data(phone="0599-9"), None, "换号码")
    given = {"part": [part.pk], "change": [change.pk]}
    names = {
        "shared_parts_list": [],
        "shared_parts_similar": [],
        "shared_parts_one": given["part"],
        "shared_parts_uses": given["part"],
        "shared_parts_edit": given["part"],
        "shared_parts_change": given["change"],
        "shared_parts_report": given["change"],
    }

    found = {}
    for name, args in names.items():
        screen = open_admin(keeper, reverse(name, args=args))
        violations = Axe().run(screen).response["violations"]
        found[name] = [(one["id"], one["nodes"][0]["html"][:80]) for one in violations]
        found[name] += [] if screen.locator("h1").count() == 1 else ["h1"]
        screen.close()

    assert {name: what for name, what in found.items() if what} == {}
