"""Deciding: stages in order, stale screens, returns, filing, and that every path ends."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from core import registries
from moderation import errors
from moderation.choices import SubmissionState
from moderation.decide import decide
from moderation.models import Decision, Submission
from moderation.submit import submit
from moderation.withdraw import withdraw
from publication.models import PublishedVersion
from publication.states import abolish
from tests.factories import manual_page
from tests.moderation.steps import act, approve_all, approver, file_guide, save_draft


def test_four_stages_approve_one_after_another_and_filing_publishes(city):
    submission = submit(city.guide, city.compiler)
    seen = []

    submission = approve_all(city, submission, between=seen.append)

    assert seen == ["department", "formal", "compliance", "filing"]
    assert submission.state == SubmissionState.FILED
    assert submission.ended_at
    version = PublishedVersion.objects.get(code=city.guide.code)
    assert version.text == submission.guide_text
    assert version.submission == submission
    assert version.filed_by == city.filing


def test_every_decision_names_the_hash_that_was_shown(city):
    submission = approve_all(city, submit(city.guide, city.compiler))

    assert {decision.sha256 for decision in submission.decisions.all()} == {submission.sha256}


@pytest.mark.parametrize(
    "shown", [{"sha256": "0" * 64}, {"stage": "formal"}], ids=["another text", "another stage"]
)
def test_a_stale_screen_is_refused_and_nothing_is_stored(city, shown):
    submission = submit(city.guide, city.compiler)
    reviewer = city.formal if "stage" in shown else city.reviewer

    with pytest.raises(errors.StaleDecision):
        act(submission, reviewer, **shown)

    assert not Decision.objects.exists()


def test_a_second_click_is_stale_and_does_not_decide_the_next_stage(city):
    submission = submit(city.guide, city.compiler)
    act(submission, city.reviewer)

    with pytest.raises(errors.StaleDecision):
        decide(submission, city.reviewer, "approved", stage="department", sha256=submission.sha256)

    submission.refresh_from_db()
    assert submission.stage == "formal"


def test_nothing_is_decided_after_the_end(city):
    submission = submit(city.guide, city.compiler)
    act(submission, city.reviewer, "returned", opinion="请补正")

    with pytest.raises(errors.StaleDecision):
        act(submission, city.reviewer)


def test_a_text_that_was_withdrawn_meanwhile_is_said_to_be(city):
    submission = submit(city.guide, city.compiler)
    withdraw(submission, city.compiler)

    with pytest.raises(errors.StaleDecision, match="撤回"):
        act(submission, city.reviewer)


@pytest.mark.parametrize("stage", ["department", "formal", "compliance", "filing"])
def test_every_stage_may_return_and_the_next_submission_starts_at_the_department(city, stage):
    submission = submit(city.guide, city.compiler)
    while submission.stage != stage:
        submission = act(submission, approver(city, submission))

    submission = act(
        submission, approver(city, submission), "returned", section_reasons={"fees": "写明依据"}
    )

    assert submission.state == SubmissionState.RETURNED
    assert not PublishedVersion.objects.exists()
    save_draft(city.guide, city.compiler, summary="补正后")
    corrected = submit(city.guide, city.compiler)
    assert (corrected.stage, corrected.attempt) == ("department", 2)
    assert approve_all(city, corrected).state == SubmissionState.FILED


def test_a_return_needs_words(city):
    submission = submit(city.guide, city.compiler)

    for said in ({}, {"opinion": "  "}, {"section_reasons": {"fees": " "}, "opinion": "改"}):
        with pytest.raises(errors.DecisionRefused):
            act(submission, city.reviewer, "returned", **said)


def test_sections_marked_for_return_exclude_approval(city):
    submission = submit(city.guide, city.compiler)

    with pytest.raises(errors.DecisionRefused):
        act(submission, city.reviewer, section_reasons={"fees": "写明依据"})


def test_filing_confirms_the_proposed_date(city):
    ahead = timezone.localdate() + datetime.timedelta(days=10)

    approve_all(city, submit(city.guide, city.compiler, effective_on=ahead))

    assert PublishedVersion.objects.get().effective_on == ahead


def test_filing_may_postpone_the_date_and_nothing_else(city):
    ahead = timezone.localdate() + datetime.timedelta(days=10)
    submission = at_filing(city, effective_on=ahead)

    submission = act(submission, city.filing, effective_on=ahead + datetime.timedelta(days=5))

    version = PublishedVersion.objects.get()
    assert version.effective_on == ahead + datetime.timedelta(days=5)
    assert version.text == submission.guide_text
    assert submission.effective_on == ahead


@pytest.mark.parametrize("days", [-1, 0, 9])
def test_filing_never_brings_the_date_forward(city, days):
    today = timezone.localdate()
    submission = at_filing(city, effective_on=today + datetime.timedelta(days=10))

    with pytest.raises(errors.DecisionRefused):
        act(submission, city.filing, effective_on=today + datetime.timedelta(days=days))

    assert not PublishedVersion.objects.exists()


def test_only_filing_sets_a_date(city):
    submission = submit(city.guide, city.compiler)

    with pytest.raises(errors.DecisionRefused):
        act(submission, city.reviewer, effective_on=timezone.localdate())


def test_a_filing_that_fails_leaves_the_submission_where_it_was(city):
    file_guide(city)
    save_draft(city.guide, city.compiler, summary="改版")
    submission = at_filing(city)
    abolish(city.guide.code, city.filing, "事项取消")

    with pytest.raises(ValidationError):
        act(submission, city.filing)

    submission.refresh_from_db()
    assert (submission.state, submission.stage) == ("in_review", "filing")
    assert submission.decisions.count() == 3
    assert act(submission, city.filing, "returned", opinion="已废止").state == "returned"


def test_guide_and_manual_are_filed_together(city):
    manual_page(city.guide)

    submission = file_guide(city)

    texts = dict(PublishedVersion.objects.values_list("kind", "text"))
    assert texts == {"guide": submission.guide_text, "manual": submission.manual_text}


def test_without_a_room_that_files_nothing_is_approved(city, monkeypatch):
    submission = at_filing(city)
    monkeypatch.setattr(registries.file_submission, "answer", None)

    with pytest.raises(Exception, match="no room files"):
        act(submission, city.filing)

    assert Submission.objects.get().is_open


def at_filing(city, **given):
    """Return a Submission that waits for filing."""
    submission = submit(city.guide, city.compiler, **given)
    while submission.stage != "filing":
        submission = act(submission, approver(city, submission))
    return submission
