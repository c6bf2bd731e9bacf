"""Acts that take two people: one proposes a suspension, abolition or succession, another carries
it out.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.access.scope import scope_of
from core.audit import record
from core.choices import Role
from core.running.retrying import retrying
from guides.choices import DocumentKind
from publication import states
from publication.acts import CONFIRMED, PROPOSED, REFUSED
from publication.choices import EventType
from publication.life.successors import is_open
from publication.life.transitions import NOT_FILED, outcome
from publication.models import PublicState, StateProposal

SECOND = frozenset({Role.FILING_OFFICER, Role.COMPLIANCE_REVIEWER})
"""Who confirms: another filing officer, or a compliance reviewer."""
MOST = 50
NOT_WAITING = _("This does not wait for a second person any more. Load the page again.")


def may_confirm(user: Any, proposal: StateProposal) -> bool:
    """Return whether this person is the second one of a proposal."""
    return bool(scope_of(user).roles & SECOND) and user.pk != proposal.proposed_by_id


def confirmable_by(user: Any) -> QuerySet[StateProposal]:
    """Return the proposals that wait and of which this person is the second one."""
    if not scope_of(user).roles & SECOND:
        return StateProposal.objects.none()
    return StateProposal.objects.filter(ended_at=None).exclude(proposed_by=user)


def waiting(code: str) -> StateProposal | None:
    """Return the proposal that waits for a guide, or None."""
    rows = StateProposal.objects.filter(ended_at=None).select_related("proposed_by")
    return next((one for one in rows if code in one.codes), None)


@retrying
@transaction.atomic
def propose(
    codes: Sequence[str],
    by: Any,
    event: str,
    *,
    reason: str,
    until: date | None = None,
    successors: Sequence[str] = (),
    seen: int | None = None,
) -> StateProposal:
    """Keep an act that a second person is to confirm; raises ValidationError when it cannot be.

    Several codes with one successor are a merger, one code with several a division.
    """
    if Role.FILING_OFFICER not in scope_of(by).roles:
        raise PermissionDenied
    if not reason.strip():
        raise ValidationError(_("A proposal needs a reason. Citizens read it."))
    _check(codes, event, successors, seen)
    if any(waiting(code) for code in codes):
        raise ValidationError(_("Something waits for a second person already for this guide."))
    proposal = StateProposal.objects.create(
        event=event,
        codes=list(codes),
        successors=list(successors),
        reason=reason,
        until=until,
        seen=seen,
        proposed_by=by,
    )
    _write(PROPOSED, proposal, by)
    return proposal


def _check(codes, event, successors, seen):
    if not 0 < len(codes) <= MOST or _has_twice(codes) or _has_twice(successors):
        raise ValidationError(_("Name each guide once, fifty at most."))
    # Held, so that of two who propose at once the second sees what the first has proposed.
    held = PublicState.objects.select_for_update(of=("self",)).order_by("code")
    found = {row.code: row for row in held.filter(code__in=codes, kind=DocumentKind.GUIDE)}
    for code in codes:
        outcome(found[code].state if code in found else NOT_FILED, event)
    if seen is not None and found[codes[0]].seq != seen:
        raise ValidationError(states.CHANGED_MEANWHILE, code="stale")
    _check_successors(codes, successors)


def _has_twice(codes):
    return len(set(codes)) != len(codes)


def _check_successors(codes, successors):
    for successor in successors:
        if successor in codes or not is_open(successor):
            raise ValidationError(states.NO_SUCCESSOR)


@retrying
@transaction.atomic
def confirm(proposal: StateProposal, by: Any) -> StateProposal:
    """Carry a proposal out, all of its guides or none; raises ValidationError."""
    proposal = StateProposal.objects.select_for_update(of=("self",)).get(pk=proposal.pk)
    if proposal.ended_at:
        raise ValidationError(NOT_WAITING)
    if not may_confirm(by, proposal):
        raise ValidationError(
            _("A second person confirms this: another filing officer, or a compliance reviewer.")
        )
    # One of them may have ended since it was proposed.
    _check_successors(proposal.codes, proposal.successors)
    _end(proposal, by, is_carried_out=True)
    first = proposal.proposed_by.get_username()
    for code in sorted(proposal.codes):
        if proposal.event == EventType.SUSPENDED:
            states.suspend(code, by, proposal.reason, proposal.until, seen=proposal.seen,
                           proposed_by=first)  # fmt: skip
        else:
            successor = proposal.successors[0] if proposal.successors else ""
            states.abolish(code, by, proposal.reason, successor, seen=proposal.seen,
                           proposed_by=first, successors=proposal.successors)  # fmt: skip
    _write(CONFIRMED, proposal, by)
    return proposal


@retrying
@transaction.atomic
def refuse(proposal: StateProposal, by: Any) -> StateProposal:
    """End a proposal without carrying it out: the second person, or the one who proposed it."""
    proposal = StateProposal.objects.select_for_update(of=("self",)).get(pk=proposal.pk)
    if proposal.ended_at:
        raise ValidationError(NOT_WAITING)
    if by.pk != proposal.proposed_by_id and not may_confirm(by, proposal):
        raise PermissionDenied
    _end(proposal, by, is_carried_out=False)
    _write(REFUSED, proposal, by)
    return proposal


def _end(proposal, by, *, is_carried_out):
    proposal.ended_by, proposal.ended_at = by, timezone.now()
    proposal.is_carried_out = is_carried_out
    proposal.save(update_fields=["ended_by", "ended_at", "is_carried_out"])


def _write(act, proposal, by):
    record(
        act,
        by=by,
        about=proposal,
        code=proposal.codes[0],
        reason=proposal.reason,
        codes=proposal.codes,
        successors=proposal.successors,
        event=proposal.event,
    )
