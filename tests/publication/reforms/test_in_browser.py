"""A merger from one end to the other in a browser: written, looked at, confirmed, carried out."""

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from core.choices import Role
from publication.models import Reform
from publication.relay import run_once
from tests import factories
from tests.publication.reforms.samples import department, guides_of
from tests.publication.test_standard_guides_in_browser import violations_on

pytestmark = [pytest.mark.chromium, pytest.mark.django_db(transaction=True)]


def test_a_merger_is_written_seen_confirmed_by_another_and_carried_out(open_admin, live_server):
    old, new = department(guides=2, files=1), department("new", "新部门")
    code = guides_of(old)[0].code
    writer, second = factories.person(Role.FORMAL_REVIEWER), factories.person(Role.FILING_OFFICER)

    screen = open_admin(writer, reverse("reforms_list"))
    screen.get_by_role("link", name="合并部门").click()
    screen.get_by_label("原部门").check()
    screen.get_by_label("接收部门").select_option(label="新部门")
    screen.get_by_label("文号").fill("云编〔2026〕3号")
    screen.get_by_label("实施日期").fill(timezone.localdate().isoformat())
    screen.get_by_label("批文内容").fill("原部门并入新部门")
    assert violations_on(screen) == []
    screen.get_by_role("button", name="保存，看影响哪些").click()
    expect(screen.locator("[data-touched=published]")).to_contain_text("1")
    expect(screen.locator("[data-touched=drafts]")).to_contain_text("1")
    assert violations_on(screen) == []
    screen.get_by_role("button", name="送复核").click()
    expect(screen.get_by_role("button", name="复核同意")).to_have_count(0)

    other = open_admin(second, reverse("reforms_one", args=[Reform.objects.get().pk]))
    with other.expect_navigation():
        other.get_by_role("button", name="复核同意").click()
    run_once()
    other.reload()
    expect(other.locator("[data-change-state=done]")).to_be_visible()
    assert violations_on(other) == []
    other.get_by_role("link", name="逐份看结果").click()
    expect(other.locator("main")).to_contain_text(guides_of(new)[0].title)
    other.goto(f"{live_server.url}/departments/old/")
    expect(other).to_have_url(f"{live_server.url}/departments/new/")
    expect(other.locator(f"a[href='/guides/{code}/']").first).to_be_visible()
