"""Batches: sent as one, decided one by one or several opened ones at once, in force together."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from core.audit.models import AuditEntry
from moderation.batches.deciding import NOT_OPENED, decide_many, note_opened
from moderation.batches.sending import send_batch
from moderation.batches.withdrawing import withdraw_batch
from moderation.choices import Verdict
from moderation.errors import DecisionRefused, NotAllowed
from moderation.models import Batch, BatchItem, SecrecyCheck, Submission
from moderation.submit import submit
from publication.models import PublishedVersion
from tests.factories import guide_page
from tests.moderation.steps import (
    REASONS,
    act,
    approver,
    checked_for_secrets,
    every_point,
    save_draft,
)

pytestmark = pytest.mark.django_db
BACKEND = "core.access.authentication.RoleBackend"


@pytest.fixture
def pages(city):
    """Three more guides of the department, and one that lacks its title's change note."""
    facts = {"summary": "开饭店", "change_note": "按新办法改写", "owner": city.compiler}
    more = [guide_page(city.department, title=f"许可{n}", **facts) for n in range(3)]
    return [city.guide, *more]


def sent(city, pages, **given):
    facts = {"department": city.department, "title": "年度统一申报", "opinion": "按新办法"}
    return send_batch(pages, city.compiler, **(facts | given))


def decided(city, batch, person, opened=True, secrecy=None):
    """Let a person approve all of a batch that wait for the stage."""
    chosen = []
    for item in batch.items.exclude(submission=None).select_related("submission"):
        if item.submission.is_open:
            if opened:
                note_opened(item.submission, person)
            chosen.append((item.submission.pk, item.submission.stage, item.submission.sha256))
    return decide_many(
        chosen,
        person,
        Verdict.APPROVED,
        opinion="同意",
        secrecy=secrecy or checked_for_secrets(),
        checked=every_point(),
    )


def test_each_guide_is_sent_by_itself_and_a_refused_one_is_told(city, pages):
    submit(pages[1], city.compiler)

    report = sent(city, pages)

    assert (len(report.sent), len(report.refused)) == (3, 1)
    assert "审核" in report.refused[0].refusal or "review" in report.refused[0].refusal
    assert report.batch.items.count() == 4


def test_whole_way_of_a_batch_with_one_returned_and_corrected(city, pages):
    day = timezone.localdate() + timedelta(days=9)
    batch = sent(city, pages, effective_on=day).batch
    returned = batch.items.last().submission
    note_opened(returned, city.reviewer)
    act(returned, city.reviewer, Verdict.RETURNED, section_reasons={"cover": "请写清对象"})
    assert len(decided(city, batch, city.reviewer).decided) == 3

    save_draft(returned.page, city.compiler, summary="开饭店的人")
    # The screen of submitting sends no day; the batch's own day is kept.
    again = submit(returned.page, city.compiler, reasons=REASONS, effective_on=None)
    assert batch.items.last().submission == again
    assert len(decided(city, batch, city.reviewer).decided) == 1
    for person in (city.formal, city.compliance, city.filing):
        report = decided(city, batch, person)
        assert (len(report.decided), report.refused) == (4, [])

    versions = PublishedVersion.objects.filter(kind="guide")
    assert versions.count() == 4
    assert set(versions.values_list("effective_on", flat=True)) == {day}


def test_nothing_unread_is_decided_and_one_refusal_holds_up_no_other(city, pages):
    batch = sent(city, pages).batch
    first = batch.items.first().submission
    note_opened(first, city.reviewer)

    report = decided(city, batch, city.reviewer, opened=False)

    assert report.decided == [first]
    assert {why for _submission, why in report.refused} == {str(NOT_OPENED)}


def test_text_that_is_another_than_on_the_screen_is_not_decided(city, pages):
    submission = sent(city, pages[:1]).sent[0].submission
    note_opened(submission, city.reviewer)

    report = decide_many([(submission.pk, "department", "0" * 64)], city.reviewer, "approved")

    assert report.decided == []
    assert Submission.objects.get(pk=submission.pk).decisions.count() == 0


def test_people_rules_hold_for_many_at_once(city, pages):
    submission = sent(city, pages[:1]).sent[0].submission
    for person in (city.compiler, city.formal):
        note_opened(submission, person)
        report = decide_many(
            [(submission.pk, submission.stage, submission.sha256)], person, "approved"
        )
        assert report.decided == []


def test_batch_is_withdrawn_before_anything_is_decided_and_not_after(city, pages):
    batch = sent(city, pages).batch
    withdraw_batch(batch, city.compiler)
    assert set(batch.items.values_list("submission__state", flat=True)) == {"withdrawn"}

    second = sent(city, pages).batch
    act(second.items.first().submission, city.reviewer)
    with pytest.raises(DecisionRefused):
        withdraw_batch(second, city.compiler)
    with pytest.raises(NotAllowed):
        withdraw_batch(Batch.objects.get(pk=second.pk), city.reviewer)


def test_batch_is_written_down(city, pages):
    withdraw_batch(sent(city, pages[:2]).batch, city.compiler)

    acts = AuditEntry.objects.filter(act__startswith="review.").values_list("act", flat=True)
    assert sorted(acts) == sorted(
        ["review.batch_sent", "review.batch_withdrawn"]
        + ["review.submitted", "review.withdrawn"] * 2
    )


def test_screens_send_open_and_approve(city, pages):
    compiler, reviewer = Client(), Client()
    for client, person in ((compiler, city.compiler), (reviewer, city.reviewer)):
        client.force_login(person, backend=BACKEND)
    form = {"title": "一批", "opinion": "按新办法", "page": [page.pk for page in pages[:2]]}

    answer = compiler.post(reverse("moderation:new_batch"), form)
    batch = Batch.objects.get()
    address = reverse("moderation:batch", args=[batch.pk])
    assert answer.url == address
    unread = reviewer.get(address).content.decode()
    first = BatchItem.objects.first().submission
    reviewer.get(reverse("moderation:review", args=[first.pk]))
    read = reviewer.get(address).content.decode()
    value = f"{first.pk}:{first.stage}:{first.sha256}"
    reviewer.post(reverse("moderation:decide_batch", args=[batch.pk]), {"chosen": value})

    assert (value in unread, value in read) == (False, True)
    first.refresh_from_db()
    assert first.stage == "formal"
    assert approver(city, first) == city.formal


def test_compliance_says_on_the_screen_of_a_batch_who_checked_for_secrets(city, pages):
    batch = sent(city, pages[:1]).batch
    for person in (city.reviewer, city.formal):
        decided(city, batch, person)
    submission = Submission.objects.get()
    note_opened(submission, city.compliance)
    officer = Client()
    officer.force_login(city.compliance, backend=BACKEND)
    address = reverse("moderation:decide_batch", args=[batch.pk])
    said = {"chosen": f"{submission.pk}:{submission.stage}:{submission.sha256}"}

    page = officer.get(reverse("moderation:batch", args=[batch.pk])).content.decode()
    officer.post(address, said)
    unchecked = Submission.objects.get().stage
    checks = {"secrecy_by": "张三", "secrecy_on": "2026-01-05", "checked": every_point()}
    officer.post(address, said | checks)

    assert 'name="secrecy_by"' in page and 'name="secrecy_on"' in page
    assert (unchecked, Submission.objects.get().stage) == ("compliance", "filing")
    assert SecrecyCheck.objects.get().checked_by_name == "张三"


def test_the_screen_of_a_batch_asks_no_more_for_many_guides(city, pages, client):
    client.force_login(city.formal, backend=BACKEND)

    def queries(some):
        for page in some:
            type(page).objects.filter(pk=page.pk).update(outline=city.guide.outline)
        batch = sent(city, some).batch
        decided(city, batch, city.reviewer)
        address = reverse("moderation:batch", args=[batch.pk])
        client.get(address)
        with CaptureQueriesContext(connection) as made:
            assert client.get(address).context["checklists"]
        return len(made)

    assert queries(pages[:1]) == queries(pages[1:])


def test_the_list_of_batches_reads_no_text(city, pages, client):
    sent(city, pages)
    client.force_login(city.compiler, backend=BACKEND)

    with CaptureQueriesContext(connection) as made:
        answer = client.get(reverse("moderation:batches"))

    assert answer.context["rows"][0].in_review == 4
    assert not [query for query in made if '"guide_text"' in query["sql"]]


def test_several_departments_say_what_they_think_and_reviewers_read_of_the_batch(city, pages):
    compiler, reviewer = Client(), Client()
    for client, person in ((compiler, city.compiler), (reviewer, city.reviewer)):
        client.force_login(person, backend=BACKEND)
    form = {"title": "减负一批", "opinion": "按新办法统一修订", "page": [pages[0].pk]}
    form |= {"concerned": "财政局", "concerned_opinion": "无意见"}
    form |= {"3-concerned": "司法局", "3-concerned_opinion": "同意"}

    compiler.post(reverse("moderation:new_batch"), form)

    batch = Batch.objects.get()
    said = batch.opinions.values_list("department_name", "text")
    assert sorted(said) == [("司法局", "同意"), ("财政局", "无意见")]
    review = reverse("moderation:review", args=[batch.items.get().submission_id])
    page = reviewer.get(review).content.decode()
    assert reverse("moderation:batch", args=[batch.pk]) in page
    assert "按新办法统一修订" in page


def test_a_paper_without_its_department_is_refused_and_seen(city, pages):
    client = Client()
    client.force_login(city.compiler, backend=BACKEND)
    form = {"title": "一批", "opinion": "按新办法", "page": [pages[0].pk], "2-concerned": "财政局"}

    answer = client.post(reverse("moderation:new_batch"), form)

    assert answer.status_code == 422
    assert "请填写部门名称和它的意见。" in answer.content.decode()
    assert not Batch.objects.exists()


def test_the_screen_says_that_a_returned_guide_keeps_the_day_of_its_batch(city, pages):
    day = timezone.localdate() + timedelta(days=9)
    returned = sent(city, pages, effective_on=day).batch.items.last().submission
    act(returned, city.reviewer, Verdict.RETURNED, section_reasons={"cover": "请写清对象"})
    client = Client()
    client.force_login(city.compiler, backend=BACKEND)

    page = client.get(reverse("moderation:submit", args=[returned.page_id])).content.decode()

    assert "和同批一起施行" in page
    assert 'name="effective_on"' not in page
