"""Kinds of change: the table of paths, corrections, urgent ones, powers, the check for secrets."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from core.models import DepartmentDocument
from moderation import deadlines
from moderation.choices import ChangeKind, PowerChange, ReviewStage, Span
from moderation.errors import DecisionRefused, KindRefused
from moderation.kinds import KINDS, first_stage, next_stage, offered
from moderation.models import SecrecyCheck, Submission
from moderation.submit import Change, submit
from publication.choices import EventType
from publication.models import Event, PublicState
from tests.core.uploads import docx
from tests.moderation.steps import (
    REASONS,
    act,
    approve_all,
    approver,
    file_guide,
    save_draft,
    sent,
)

pytestmark = pytest.mark.django_db
OF_SUBMISSIONS = [kind for kind, rules in KINDS.items() if rules.stages]


@pytest.mark.parametrize("kind", ChangeKind)
def test_every_kind_has_rules_an_event_and_a_public_trace(kind):
    rules = KINDS[kind]

    assert rules.event in EventType.values
    assert str(rules.trace)


@pytest.mark.parametrize("kind", OF_SUBMISSIONS)
def test_every_path_begins_at_the_department_and_ends_with_filing(kind):
    walked = [first_stage(kind)]
    while following := next_stage(walked[-1], kind):
        walked.append(following)

    assert (walked[0], walked[-1]) == (ReviewStage.DEPARTMENT, ReviewStage.FILING)
    assert walked == [stage for stage in ReviewStage if stage in walked]


def test_first_versions_are_new_and_later_ones_are_not():
    assert offered(is_first=True) == [ChangeKind.NEW]
    assert set(offered(is_first=False)) == {
        ChangeKind.AMEND,
        ChangeKind.CORRECT,
        ChangeKind.URGENT,
    }


@pytest.mark.parametrize("kind", [k for k in OF_SUBMISSIONS if k != ChangeKind.NEW])
def test_later_version_walks_its_path_and_ends_in_its_event(city, kind):
    file_guide(city)
    save_draft(city.guide, city.compiler, summary="改一处", change_note="改一处")

    change = Change(kind, reason="错别字" if KINDS[kind].why_needed else "")
    submission = submit(city.guide, city.compiler, reasons=REASONS, change=change)
    stages = []
    approve_all(city, submission, between=stages.append)

    assert tuple(stages) == KINDS[kind].stages
    assert Event.objects.order_by("-seq").first().type == KINDS[kind].event
    assert PublicState.objects.get(kind="guide").state == "current"


@pytest.mark.parametrize(
    ("kind", "days"), [(ChangeKind.CORRECT, (2, 3, 1)), (ChangeKind.URGENT, (1, 2, 1))]
)
def test_short_paths_have_short_limits(kind, days):
    assert tuple(deadlines.limit_of(span, kind) for span in Span) == days


@pytest.mark.parametrize(
    "change", [Change(ChangeKind.CORRECT), Change(ChangeKind.URGENT), Change(ChangeKind.NEW)]
)
def test_kind_that_does_not_fit_or_lacks_its_reason_is_refused(city, change):
    file_guide(city)
    save_draft(city.guide, city.compiler, summary="改一处", change_note="改一处")

    with pytest.raises(KindRefused):
        submit(city.guide, city.compiler, reasons=REASONS, change=change)


def test_only_a_text_in_force_is_corrected(city):
    file_guide(city)
    PublicState.objects.update(state="expired")
    save_draft(city.guide, city.compiler, summary="改一处", change_note="改一处")

    with pytest.raises(KindRefused):
        submit(
            city.guide,
            city.compiler,
            reasons=REASONS,
            change=Change(ChangeKind.CORRECT, "错别字"),
        )


def decision_paper(city):
    document = DepartmentDocument(
        title="批复", uploaded_by_user=city.compiler, department=city.department
    )
    document.file = ContentFile(docx(), name="批复.docx")
    document.save()
    return document


@pytest.mark.parametrize("power", PowerChange)
@pytest.mark.parametrize(
    ("number", "with_file", "is_filed"),
    [("云政发〔2026〕8号", True, True), ("云政发〔2026〕8号", False, False), (" ", True, False)],
)
def test_power_is_filed_with_number_and_file_of_the_decision(
    city, power, number, with_file, is_filed
):
    document = decision_paper(city) if with_file else None
    change = Change(power=power, number=number, document=document)
    submission = submit(city.guide, city.compiler, change=change)
    while submission.stage != ReviewStage.FILING:
        submission = act(submission, approver(city, submission))

    if is_filed:
        assert act(submission, city.filing).state == "filed"
    else:
        with pytest.raises(DecisionRefused):
            act(submission, city.filing)


def test_check_for_secrets_keeps_name_day_and_text(city, client):
    submission = submit(city.guide, city.compiler)
    for person in (city.reviewer, city.formal):
        submission = act(submission, person)
    client.force_login(city.compliance, backend="core.access.authentication.RoleBackend")
    url = reverse("moderation:review", args=[submission.pk])
    checked = {"secrecy_by": "张三", "secrecy_on": "2026-01-05"}

    refused = client.post(url, sent(submission, secrecy_by="", secrecy_on=""))
    to_come = client.post(url, sent(submission, **checked | {"secrecy_on": "2199-01-01"}))
    done = client.post(url, sent(submission, **checked))

    assert (refused.status_code, to_come.status_code, done.status_code) == (422, 422, 302)
    check = SecrecyCheck.objects.get()
    assert (check.checked_by_name, str(check.checked_on)) == ("张三", "2026-01-05")
    assert (check.sha256, check.entered_by) == (submission.sha256, city.compliance)


def test_day_of_the_check_for_secrets_is_filled_in_as_a_browser_reads_it(city, client):
    submission = submit(city.guide, city.compiler)
    for person in (city.reviewer, city.formal):
        submission = act(submission, person)
    client.force_login(city.compliance, backend="core.access.authentication.RoleBackend")

    page = client.get(reverse("moderation:review", args=[submission.pk])).content.decode()

    day = BeautifulSoup(page, "html.parser").select_one("[name=secrecy_on]")
    assert day["value"] == timezone.localdate().isoformat()


@pytest.mark.parametrize(
    "check", [None, ("", datetime.date(2026, 1, 5)), ("张三", None), ("张三", datetime.date.max)]
)
def test_compliance_approves_nothing_without_a_check_for_secrets(city, check):
    submission = submit(city.guide, city.compiler)
    for person in (city.reviewer, city.formal):
        submission = act(submission, person)

    with pytest.raises(DecisionRefused):
        act(submission, city.compliance, secrecy=check)

    assert Submission.objects.get(pk=submission.pk).stage == ReviewStage.COMPLIANCE
    assert not SecrecyCheck.objects.exists()


def test_compliance_returns_without_a_check_for_secrets(city):
    submission = submit(city.guide, city.compiler)
    for person in (city.reviewer, city.formal):
        submission = act(submission, person)

    submission = act(submission, city.compliance, "returned", opinion="请补正", secrecy=None)

    assert submission.state == "returned"
