"""A batch of five: one returned and corrected, all filed, in force together, a certificate held."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from core.papers.qr import qr_svg
from exchange.papers.certificate import certificate_html, certificate_of
from guides.models import Outline
from guides.outlines.loading import load_shipped_outlines
from moderation.models import Batch, Decision, Submission
from publication.models import PublishedVersion
from tests.factories import guide_page
from tests.moderation.conftest import city  # noqa: F401
from tests.moderation.steps import save_draft

pytestmark = [pytest.mark.chromium, pytest.mark.django_db(transaction=True)]

AT_FIELDS = {"summary": "请写明哪几种店", "silence": "逾期后果不能写视为同意"}
CORRECTED = {"summary": "开饭店、开奶茶店", "silence": "可以投诉"}


@pytest.fixture
def pages(city):  # noqa: F811
    """Five guides under the shipped outline, ready to be sent."""
    load_shipped_outlines()
    outline = Outline.objects.filter(kind="guide", is_active=True).first()
    facts = {"summary": "开饭店", "change_note": "按新办法改写", "owner": city.compiler}
    more = [guide_page(city.department, title=f"许可{n}", **facts) for n in range(4)]
    drafts = {"outline": outline, "silence": "视为同意"}
    return [save_draft(page, city.compiler, **drafts) for page in (city.guide, *more)]


def test_batch_from_its_sending_to_the_check_of_a_certificate(city, pages, open_admin, open_page):  # noqa: F811
    day = timezone.localdate() + timedelta(days=9)
    batch = send(open_admin(city.compiler, reverse("moderation:new_batch")), day)
    returned = batch.items.get(page=pages[0]).submission

    reviewer = open_admin(city.reviewer, reverse("moderation:queue"))
    expect(reviewer.locator(".review-group")).to_contain_text("批次：年度统一申报")
    send_back(reviewer, returned)
    approve(reviewer, batch, 4)
    correct(open_admin(city.compiler, reverse("wagtailadmin_home")), pages[0])
    approve(reviewer, batch, 1)
    for person in (city.formal, city.compliance, city.filing):
        approve(open_admin(person, reverse("moderation:queue")), batch, 5)

    versions = PublishedVersion.objects.filter(kind="guide")
    assert {version.effective_on for version in versions} == {day}
    assert len({version.filing_no for version in versions}) == 5
    assert_certificate_holds(open_page(), versions.get(code=pages[0].code))


def send(screen, day):
    """Send all guides as one batch; return it."""
    screen.locator("[name=title]").fill("年度统一申报")
    screen.locator("[name=opinion]").fill("按新办法统一修订")
    screen.locator("[name=effective_on]").fill(day.isoformat())
    for box in screen.locator("[name=page]").all():
        box.check()
    screen.get_by_role("button", name="送审这一批").click()
    expect(screen.get_by_role("heading", level=1)).to_contain_text("年度统一申报")
    batch = Batch.objects.get()
    assert batch.items.exclude(submission=None).count() == 5
    return batch


def send_back(screen, submission):
    """Return one guide with reasons at two fields."""
    screen.goto(reverse("moderation:review", args=[submission.pk]))
    for field, reason in AT_FIELDS.items():
        key = {"summary": "cover", "silence": "time_limits"}[field]
        before = {"summary": "开饭店", "silence": "视为同意"}[field]
        place = screen.locator(f"#section-{key} .review-change", has_text=before).first
        place.hover()
        place.get_by_role("button", name="在这一处写意见").click()
        screen.keyboard.type(reason)
    screen.locator("[data-review-return]").click()
    screen.wait_for_url("**/admin/review/")
    reasons = Decision.objects.get(submission=submission).section_reasons
    assert set(reasons.values()) == set(AT_FIELDS.values())


def correct(screen, page):
    """Mend the two fields in the editor and send the guide again; the batch follows it."""
    screen.goto(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    for name, text in CORRECTED.items():
        screen.locator(f".guide-correction:has-text('{AT_FIELDS[name]}')").first.wait_for(
            state="attached"
        )
        screen.locator(f"[name={name}]").evaluate(
            "(field, text) => { field.value = text; "
            "field.dispatchEvent(new Event('input', { bubbles: true })); }",
            text,
        )
    with screen.expect_navigation():
        screen.get_by_role("button", name="保存草稿").click()
    screen.goto(reverse("moderation:submit", args=[page.pk]))
    expect(screen.locator("[name=effective_on]")).to_have_count(0)  # it keeps its batch's day
    with screen.expect_navigation():
        screen.locator(".review-submit button[type=submit]").click()
    assert Submission.objects.filter(page=page).count() == 2


def approve(screen, batch, count):
    """Open each guide of a batch that waits, mark all of them, and approve them together."""
    address = reverse("moderation:batch", args=[batch.pk])
    screen.goto(address)
    for link in screen.locator("a[data-open-piece]").all():
        answer = screen.request.get(link.get_attribute("href"))
        assert answer.ok
    screen.goto(address)
    boxes = screen.locator("[name=chosen], [name=checked]").all()
    for box in boxes:
        box.check()
    assert screen.locator("[name=chosen]").count() == count
    screen.get_by_role("button", name="同意勾选的").click()
    expect(screen.locator(".messages .success")).to_contain_text(str(count))


def assert_certificate_holds(citizen, version):
    """Hold the address in the certificate's QR code against the register, and a false one too."""
    certificate = certificate_of(version)
    assert qr_svg(certificate.check_address) in certificate_html(certificate)
    asked = urlsplit(certificate.check_address)
    citizen.goto(f"{asked.path}?{asked.query}")
    expect(citizen.locator("main")).to_contain_text(version.filing_no)
    expect(citizen.locator("main")).to_contain_text("验证码和这个备案号对得上")
    citizen.goto(f"{asked.path}?code=0000-0000-0000")
    expect(citizen.locator("main")).not_to_contain_text("验证码和这个备案号对得上")
