"""Deciding about a change of a part: one review for all its guides, each department for its own."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from core.audit import record
from core.models import Department
from core.people.signature import signature_of
from core.running.retrying import retrying
from guides.models import SharedPart
from guides.shared_parts.models import release
from moderation.choices import ReviewStage, Verdict
from moderation.rules import role_of
from publication.acts import (
    PART_CHANGE_DECIDED,
    PART_CHANGE_DROPPED,
    PART_CHANGE_FILED,
    PART_CHANGE_TAKEN_BACK,
)
from publication.models import PartChange, PartChangeItem, PartDecision
from publication.shared_parts.people import (
    can_change,
    departments_waiting,
    objection,
    stages_of,
)
from publication.shared_parts.preparing import held

State = PartChange.State


@retrying
@transaction.atomic
def decide(
    change: PartChange,
    user: Any,
    verdict: str,
    *,
    stage: str,
    seen: str,
    department: Department | None = None,
    opinion: str = "",
) -> PartDecision:
    """Decide the stage at hand, for one department at the first; `seen` is the fingerprint shown.

    The last approval lets the part say the new data; the batch then files its guides. Raises
    PermissionDenied with the reason, or ValidationError for a stale screen or a missing opinion.
    """
    change = held(change.pk)
    is_stale = change.state != State.IN_REVIEW or (stage, seen) != (change.stage, change.sha256)
    if is_stale:
        raise ValidationError(_("Somebody has decided meanwhile: look at it again."))
    if why := objection(user, change, department):
        raise PermissionDenied(str(why))
    if department is not None and department not in departments_waiting(change):
        raise ValidationError(_("This department has decided already, or is not concerned."))
    if verdict == Verdict.RETURNED and not opinion.strip():
        raise ValidationError(_("Say why: whoever keeps the part has to know what to change."))
    decision = PartDecision.objects.create(
        change=change,
        attempt=change.attempt,
        stage=stage,
        department=department,
        verdict=Verdict(verdict),
        opinion=opinion.strip(),
        sha256=seen,
        decided_by=user,
        **signature_of(user, role_of(stage)),
    )
    record(
        PART_CHANGE_DECIDED, by=user, role=role_of(stage), about=change, label=change.part.name,
        sha256=seen, verdict=verdict, department=department.slug if department else "",
        opinion=opinion,
    )  # fmt: skip
    _move(change, decision)
    return decision


def _move(change: PartChange, decision: PartDecision) -> None:
    """Let a change go on, back, or leave a department's guides as they are."""
    department = decision.department
    is_owner = department == change.part.department
    if decision.verdict == Verdict.RETURNED:
        if department is None or is_owner:
            back_to_draft(change)
            return
        with override("zh-hans"):  # kept for every reader, in whatever language one decides
            why = _("The department objects: %(opinion)s") % {"opinion": decision.opinion}
        mine = change.items.filter(
            department_slug=department.slug, state=PartChangeItem.State.WAITING
        )
        mine.update(state=PartChangeItem.State.KEPT, why=why)
    if departments_waiting(change):
        return
    stages = stages_of(change)
    following = stages.index(ReviewStage(change.stage)) + 1
    if following < len(stages):
        change.stage = stages[following]
        change.save()
    else:
        _approve(change, decision)


def _approve(change: PartChange, decision: PartDecision) -> None:
    part = SharedPart.objects.select_for_update(of=("self",)).get(pk=change.part_id)
    if part.version != change.base_version:
        raise ValidationError(_("The part has a newer version by now: write the change anew."))
    if change.data != part.data:
        # What only makes guides the same is no new version: nothing in review becomes outdated.
        release(part, change.data, change.reason)
    now = timezone.now()
    waiting = change.items.filter(state=PartChangeItem.State.WAITING).exists()
    change.state = State.FILING if waiting else State.DONE
    change.filed_by, change.approved_at = decision.decided_by, now
    change.ended_at = None if waiting else now
    change.stage, change.seen_at = "", None
    change.save()
    record(
        PART_CHANGE_FILED, by=decision.decided_by, role=role_of(decision.stage), about=change,
        label=part.name, sha256=change.sha256, version=part.version,
    )  # fmt: skip


def back_to_draft(change: PartChange) -> None:
    """Let a change be a draft again; what was worked out for its guides is forgotten."""
    change.items.all().delete()
    change.state, change.stage, change.sha256 = State.DRAFT, "", ""
    change.save()


@retrying
@transaction.atomic
def take_back(change: PartChange, user: Any) -> None:
    """Take a change back from review, to go on with it; ValidationError once it is approved."""
    change = held(change.pk)
    if not can_change(user, change.part):
        raise PermissionDenied
    if change.state not in (State.PREPARING, State.IN_REVIEW):
        raise ValidationError(_("This change is not in review any more."))
    sha256 = change.sha256
    back_to_draft(change)
    record(PART_CHANGE_TAKEN_BACK, by=user, about=change, label=change.part.name, sha256=sha256)


@retrying
@transaction.atomic
def give_up(change: PartChange, user: Any) -> None:
    """Let a draft be given up; ValidationError for what is in review or approved."""
    change = held(change.pk)
    if not can_change(user, change.part):
        raise PermissionDenied
    if change.state != State.DRAFT:
        raise ValidationError(_("Only a draft is given up; take it back from review first."))
    change.state, change.ended_at = State.DROPPED, timezone.now()
    change.save()
    record(PART_CHANGE_DROPPED, by=user, about=change, label=change.part.name)
