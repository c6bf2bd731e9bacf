"""Deciding (审核): a reviewer approves or returns a Submission at its stage, naming its hash.

Lock order is guide, Submission, then what filing locks; filing comes last in the transaction.
"""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.access.scope import scope_of
from core.audit import record
from core.people.signature import signature_of
from core.registries import file_submission
from moderation import deadlines, review_workflow
from moderation.acts import APPROVED, RETURNED
from moderation.checklists.filling import check_points
from moderation.choices import ReviewStage, SubmissionState, Verdict
from moderation.comparing.sections import section_of_place
from moderation.editors import editors_since
from moderation.errors import DecisionRefused, NotAllowed, StaleDecision
from moderation.frozen_authority import check_authority
from moderation.frozen_parts import check_parts
from moderation.kinds import next_stage
from moderation.locks import lock
from moderation.looking import check_looked_at
from moderation.models import Decision, PowerDecision, Submission
from moderation.obstacles import why_closed
from moderation.rules import Involvement, holds_stage, objection, role_of
from moderation.secrecy import Secrecy, check_secrecy, keep_secrecy_check


@transaction.atomic
def decide(
    submission: Submission,
    user: Any,
    verdict: str,
    *,
    stage: str,
    sha256: str,
    opinion: str = "",
    section_reasons: Mapping[str, str] | None = None,
    effective_on: date | None = None,
    marked: Collection[str] | None = None,
    secrecy: Secrecy | None = None,
    checked: Collection[str] = (),
    points_seen: str | None = None,
) -> Decision:
    """Store a decision and move the Submission on, back, or into the register.

    `stage` and `sha256` are those that the screen showed. `section_reasons` ({place: text}) go
    with a return: a place is a section's key, or a path below it such as `materials.items.2`.
    `marked` are the sections marked as fine, None where the caller has seen to it that they were
    looked at. `effective_on` (a later date) goes with the approval at filing, `secrecy` (name, day)
    with that of compliance, which is refused without: who looked for what must stay secret.
    `checked` are the keys of the points of the stage's checklist that this person has checked; an
    approval is refused while a point is open that the machine has not checked, or when the points
    are not those of the screen (`points_seen`, their fingerprint).
    Return the Decision.
    Raises NotAllowed, StaleDecision, DecisionRefused, or what filing raises, and stores nothing.
    """
    submission = lock(submission)
    scope = scope_of(user)
    if not holds_stage(scope, stage, submission.department_id):
        raise NotAllowed(objection(scope, user.pk, stage, involvement(submission)))
    if not submission.is_open or stage != submission.stage or sha256 != submission.sha256:
        raise stale(submission, stage)
    if why_not := objection(scope, user.pk, stage, involvement(submission)):
        raise NotAllowed(why_not)
    decision = Decision(
        submission=submission,
        stage=stage,
        verdict=Verdict(verdict),
        sha256=sha256,
        opinion=opinion.strip(),
        section_reasons=_without_blank(section_reasons),
        effective_on=effective_on,
        decided_by=user,
        **signature_of(user, role_of(stage)),
    )
    _check(decision, submission)
    check_secrecy(decision, secrecy)
    check_points(decision, submission, checked, secrecy, points_seen)
    if marked is not None and decision.verdict == Verdict.APPROVED:
        check_looked_at(submission, user, marked)
    decision.save(force_insert=True)
    keep_secrecy_check(submission, decision, secrecy)
    before = where(submission)
    if decision.verdict == Verdict.RETURNED:
        _send_back(submission, decision)
    else:
        _move_on(submission, decision)
    _write_down(submission, decision, before)
    return decision


def stale(submission: Submission, stage: str) -> StaleDecision:
    """Return what has become of a stage that a screen still shows as waiting."""
    since = submission.decisions.filter(stage=stage).order_by("-pk").first()
    return StaleDecision(since, is_withdrawn=submission.state == SubmissionState.WITHDRAWN)


def where(submission: Submission) -> dict[str, str]:
    """Return what the audit log says of where a Submission stands."""
    return {"state": str(submission.state), "stage": str(submission.stage)}


def _write_down(submission, decision, before):
    record(
        RETURNED if decision.verdict == Verdict.RETURNED else APPROVED,
        by=decision.decided_by,
        role=role_of(decision.stage),
        about=submission,
        code=submission.code,
        sha256=decision.sha256,
        before=before,
        after=where(submission),
        decided_stage=decision.stage,
        opinion=decision.opinion,
        sections=sorted(decision.section_reasons),
    )


def involvement(submission: Submission) -> Involvement:
    """Return who has had a hand in a Submission, also by editing its pages during review."""
    meanwhile = editors_since(
        submission.submitted_at, submission.page_id, submission.manual_page_id
    )
    return Involvement(
        department_id=submission.department_id,
        submitter_id=submission.submitted_by_id,
        editor_ids=frozenset(submission.editor_ids | meanwhile),
        decider_ids=frozenset(decision.decided_by_id for decision in submission.decisions.all()),
    )


def _without_blank(section_reasons):
    """Return the reasons by place; a section's own may be empty where one of its places has one."""
    reasons = {place: text.strip() for place, text in (section_reasons or {}).items()}
    sections = {section_of_place(place) for place, text in reasons.items() if text}
    return {place: text for place, text in reasons.items() if text or place not in sections}


def _check(decision, submission):
    """Raise DecisionRefused for a decision that contradicts itself or says too little."""
    reasons = decision.section_reasons
    if decision.verdict == Verdict.RETURNED:
        if not all(reasons.values()):
            raise DecisionRefused(_("Please say for each returned section what is wrong."))
        if not (decision.opinion or reasons):
            raise DecisionRefused(_("A return needs an opinion or reasons for a section."))
        return
    if reasons:
        raise DecisionRefused(_("Sections are marked for return, so the text cannot be approved."))
    if closed := why_closed(submission.page):
        raise DecisionRefused(
            _("This can only be returned. %(why)s"), params={"why": closed.messages[0]}
        )
    if not submission.is_intact:
        raise DecisionRefused(_("The stored text does not have its fingerprint any more."))
    if decision.stage == ReviewStage.FILING:
        _check_papers(submission)
        check_parts(submission)
        check_authority(submission)
    if decision.effective_on:
        _check_date(decision, submission)


def _check_papers(submission):
    """Raise DecisionRefused for a new, cancelled or delegated power without its decision."""
    paper = PowerDecision.objects.filter(submission=submission).first()
    if paper and not paper.is_complete:
        raise DecisionRefused(
            _(
                "This concerns a power (%(change)s), which the government decides. Return it: the"
                " number and the file of the decision are missing."
            ),
            params={"change": paper.get_change_display()},
        )


def _check_date(decision, submission):
    if decision.stage != ReviewStage.FILING:
        raise DecisionRefused(_("Only filing sets the date in force."))
    earliest = max(timezone.localdate(), submission.effective_on or timezone.localdate())
    if decision.effective_on < earliest:
        raise DecisionRefused(
            _("Filing may postpone the date in force, to %(earliest)s at the earliest."),
            params={"earliest": earliest.isoformat()},
        )


def _send_back(submission, decision):
    review_workflow.send_back(submission, decision.decided_by, decision.opinion)
    end(submission, SubmissionState.RETURNED)


def _move_on(submission, decision):
    review_workflow.approve(submission, decision.decided_by, decision.opinion)
    following = next_stage(submission.stage, submission.kind)
    if following:
        deadlines.end_stage(submission)
        submission.stage = following
        submission.save(update_fields=["stage"])
        deadlines.begin_stage(submission)
        return
    review_workflow.close(submission, decision.decided_by)
    end(submission, SubmissionState.FILED)
    if file_submission.answer is None:
        raise ImproperlyConfigured("no room files submissions")
    file_submission(submission, decision.decided_by, effective_on=decision.effective_on)


def end(submission: Submission, state: str) -> None:
    """Let a Submission end in a state, and the stage that waits with it.

    One that is returned waits for its correction.
    """
    deadlines.end_stage(submission)
    submission.state, submission.ended_at = state, timezone.now()
    returned = state == SubmissionState.RETURNED
    submission.to_correct_since = submission.ended_at if returned else None
    submission.save(update_fields=["state", "ended_at", "to_correct_since"])
