"""Submitting (报送): freezes a guide's draft, with its manual's, into a Submission."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.access.scope import scope_of
from core.audit import record
from core.choices import Role
from core.models import DepartmentDocument
from core.people.signature import signature_of
from core.registries import why_not_corrected
from guides.choices import DocumentKind
from guides.models import GuidePage
from moderation import deadlines, errors, review_workflow
from moderation.acts import SUBMITTED
from moderation.choices import ChangeKind
from moderation.comparing.baseline import Baseline, newest_of
from moderation.comparing.changes import SectionChange, changes_of_both
from moderation.comparing.sections import UNEXPLAINED, is_of_manual
from moderation.editors import editors_of
from moderation.freeze import Frozen, freeze_draft
from moderation.frozen_parts import keep_frozen_parts
from moderation.kinds import KINDS, offered
from moderation.locks import lock_guide
from moderation.models import BatchItem, PowerDecision, Submission, SubmissionEditor
from moderation.obstacles import why_closed
from moderation.open_comments import check_comments
from moderation.rules import can_submit
from moderation.sent_before import sent_before
from moderation.stored_files import check_files, new_files
from quality.choices import Severity

FROM_PAGE = object()
"""Take the proposed date from the page, when it still lies ahead."""


@transaction.atomic
def submit(
    page: GuidePage,
    user: Any,
    *,
    reasons: Mapping[str, str] | None = None,
    effective_on: Any = FROM_PAGE,
    seen: Sequence[str] | None = None,
    change: "Change | None" = None,
    frozen: Frozen | None = None,
) -> Submission:
    """Freeze the newest saved draft of a guide page and its manual, and send it to review.

    `change` is the Change that the compiler chose, by default what it is by itself. `reasons`
    ({section key: text}) add to those kept on the page; `effective_on` None proposes the day of
    filing, but what was returned out of a batch keeps the batch's day; `seen` is the (guide,
    manual) hashes that the compiler looked at; `frozen` is what is sent in place of the draft.
    Return the Submission. Raise NotAllowed, or a SubmissionRefused that says why.
    """
    department_id = lock_guide(page.pk).department_id
    if not can_submit(scope_of(user), department_id):
        raise errors.NotAllowed(_("Only compilers of this department submit its guides."))
    before = sent_before(page.pk)
    if before.is_in_review:
        raise errors.AlreadyInReview
    is_draft, frozen = frozen is None, frozen or freeze_draft(page.pk)
    if seen is not None and tuple(seen) != frozen.hashes:
        raise errors.DraftChanged
    base = newest_of(frozen.page.code)
    changes = changes_between(base, frozen)
    all_reasons = frozen.page.change_reasons | _without_blank(reasons)
    check(frozen, base, changes, all_reasons)
    if is_draft:
        check_comments(frozen)
    joint = BatchItem.objects.joint_day(page.pk) if before.was_returned else None
    proposed = joint or _proposed(frozen.page, effective_on)
    change = change or Change()
    check_kind(change, base, frozen.page.code)
    submission = _enter(frozen, base, changes, all_reasons, proposed, user, change, before)
    _follow(submission, frozen, base, change, before)
    _record(submission, user)
    return submission


@dataclass(frozen=True)
class Change:
    """The kind of a change (变更类型) as chosen, and the government's decision on a power."""

    kind: str = ""
    reason: str = ""
    power: str = ""
    number: str = ""
    document: DepartmentDocument | None = None


def check_kind(change: Change, base: Baseline, code: str) -> None:
    """Raise KindRefused for a kind that this text cannot be, or that lacks its reason."""
    if not change.kind:
        return
    if change.kind not in offered(is_first=not base.guide_version):
        raise errors.KindRefused(_("This kind of change does not fit: choose another."))
    if KINDS[ChangeKind(change.kind)].why_needed and not change.reason.strip():
        raise errors.KindRefused(_("Say why this is a correction, or why it is urgent."))
    if change.kind == ChangeKind.CORRECT and (why := why_not_corrected(code)):
        raise errors.KindRefused(why)


def changes_between(base: Baseline, frozen: Frozen) -> list[SectionChange]:
    """Return the SectionChanges of a frozen draft against what is filed."""
    return changes_of_both(base.guide, frozen.guide_data, base.manual, frozen.manual_data)


def check(
    frozen: Frozen, base: Baseline, changes: Sequence[SectionChange], reasons: Mapping[str, str]
) -> None:
    """Raise the SubmissionRefused that keeps this draft from review, if any."""
    if closed := why_closed(frozen.page):
        raise closed
    if frozen.guide_text == base.guide_text and frozen.manual_text == base.manual_text:
        raise errors.NothingChanged
    if base.manual_text and not frozen.manual_text:
        raise errors.ManualMissing
    if found := [one for one in frozen.findings if one.is_error]:
        raise errors.ErrorsFound(found)
    if silent := silent_revisions(frozen, base, changes):
        raise errors.ChangeNoteMissing(silent)
    check_files(frozen, base)
    unexplained = [key for key in to_explain(base, changes) if not reasons.get(key)]
    if unexplained:
        raise errors.ReasonsMissing([one for one in changes if one.key in unexplained])


def to_explain(base: Baseline, changes: Sequence[SectionChange]) -> list[str]:
    """Return the keys of the changed sections that need a reason: those of a revision.

    A first guide needs none, nor does the first manual of a guide that is filed already.
    """
    keys = [change.key for change in changes if change.key not in UNEXPLAINED]
    if not base.guide_version:
        return []
    return keys if base.manual_version else [key for key in keys if not is_of_manual(key)]


def silent_revisions(
    frozen: Frozen, base: Baseline, changes: Sequence[SectionChange]
) -> dict[DocumentKind, int]:
    """Return {kind: version} of the filed versions whose revision does not say what changed.

    A manual is revised where its own sections change; the shared ones are told by its guide.
    """
    has_own_changes = any(is_of_manual(change.key) for change in changes)
    revised: dict[DocumentKind, tuple[int, Any]] = {}
    if base.guide_version and frozen.guide_text != base.guide_text:
        revised[DocumentKind.GUIDE] = base.guide_version, frozen.guide
    if base.manual_version and has_own_changes:
        revised[DocumentKind.MANUAL] = base.manual_version, frozen.manual
    return {kind: version for kind, (version, one) in revised.items() if not one.change_note}


def _without_blank(reasons):
    return {key: text.strip() for key, text in (reasons or {}).items() if text.strip()}


def _proposed(page, effective_on):
    today = timezone.localdate()
    if effective_on is FROM_PAGE:
        return page.effective_on if page.effective_on and page.effective_on >= today else None
    if effective_on and effective_on < today:
        raise errors.DateInThePast
    return effective_on


def _enter(frozen, base, changes, reasons, effective_on, user, change, before):
    """Make the Submission, which takes the place of one that waited for its correction."""
    page, (guide_sha256, manual_sha256) = frozen.page, frozen.hashes
    if before.waits_for_correction:
        waiting = Submission.objects.filter(page=page, to_correct_since__isnull=False)
        waiting.update(to_correct_since=None)
    keys = {change.key for change in changes}
    return Submission.objects.create(
        page=page,
        manual_page=frozen.manual_page,
        department_id=page.department_id,
        code=page.code,
        title=frozen.guide.title,
        attempt=before.attempt,
        has_parts=bool(frozen.followed) or before.had_parts,
        change_kind=change.kind or None,
        kind_reason=change.reason.strip() or None,
        guide_text=frozen.guide_text,
        guide_sha256=guide_sha256,
        manual_text=frozen.manual_text,
        manual_sha256=manual_sha256,
        effective_on=effective_on,
        sha256=Submission.fingerprint(guide_sha256, manual_sha256, effective_on),
        base_version=base.guide_version,
        base_manual_version=base.manual_version,
        changes={change.key: len(change.fields) for change in changes},
        reasons={key: reason for key, reason in reasons.items() if key in keys},
        **_finding_counts(frozen),
        submitted_by=user,
        **signature_of(user, Role.COMPILER),
        workflow_state=review_workflow.start(page, user),
    )


def _follow(submission, frozen, base, change, before):
    """Note what goes with a Submission: who edited it, a decision on a power, deadline, batch."""
    people = editors_of(
        submission.page_id,
        submission.manual_page_id,
        since=before.filed_text_sent_at,
        new_files=new_files(frozen, base),
    )
    SubmissionEditor.objects.bulk_create(
        SubmissionEditor(submission=submission, user_id=pk) for pk in sorted(people)
    )
    if change.power:
        PowerDecision.objects.create(
            submission=submission,
            change=change.power,
            number=change.number.strip(),
            document=change.document,
        )
    keep_frozen_parts(submission, frozen.followed)
    deadlines.begin_stage(submission)
    if before.was_returned:
        BatchItem.objects.follow(submission)


def _record(submission, user):
    record(
        SUBMITTED,
        by=user,
        role=Role.COMPILER,
        about=submission,
        code=submission.code,
        sha256=submission.sha256,
        after={"state": submission.state, "stage": submission.stage},
        attempt=submission.attempt,
        change_kind=submission.kind,
        kind_reason=submission.kind_reason,
    )


def _finding_counts(frozen):
    """Return how many errors and reminders the quality rules find in what is sent."""
    found = frozen.findings
    return {
        "error_count": sum(one.is_error for one in found),
        "reminder_count": sum(one.finding.severity == Severity.WARNING for one in found),
    }
