"""Standing in: proposing, confirming and ending a delegation; two people take part in each."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.audit import record
from core.people.delegation import DELEGABLE, Delegation
from core.people.membership import Membership
from core.people.role_table import exclude_each_other

PROPOSED, CONFIRMED = "core.delegation.proposed", "core.delegation.confirmed"
ENDED, HANDED_OVER = "core.delegation.ended", "core.work_handed_over"
LABELS = {
    PROPOSED: _("Stand-in proposed"),
    CONFIRMED: _("Stand-in confirmed"),
    ENDED: _("Standing in ended"),
    HANDED_OVER: _("Open work handed over"),
}

LONGEST_DAYS = 366
NOTHING_TO_DELEGATE = _("This person holds no role in which somebody could stand in.")
NOT_ACTIVE = _("The stand-in's account is shut. Choose somebody who works here.")
OWN = _("Another operator confirms this: you proposed it, or take part in it.")
NOT_WAITING = _("This does not wait for confirmation any more. Load the page again.")


class DelegationRefused(ValidationError):  # noqa: N818 - a sentence for people, not a fault
    """A delegation that cannot be made or confirmed like this."""


def check(delegation: Delegation) -> None:
    """Raise DelegationRefused where roles of both people exclude each other, or days are wrong."""
    days = (delegation.ends_on - delegation.starts_on).days
    if not 0 <= days <= LONGEST_DAYS or delegation.ends_on < timezone.localdate():
        raise DelegationRefused(_("Choose days from today on, a year at most."))
    if delegation.person_id == delegation.stand_in_id:
        raise DelegationRefused(_("Nobody stands in for himself."))
    if not delegation.stand_in.is_active:
        raise DelegationRefused(NOT_ACTIVE)
    given = _roles(delegation.person) & DELEGABLE
    if not given:
        raise DelegationRefused(NOTHING_TO_DELEGATE)
    held = _roles(delegation.stand_in)
    if any(exclude_each_other(one, other) for one in given for other in held if one != other):
        raise DelegationRefused(
            _("Roles of these two people exclude each other. Choose another stand-in.")
        )


def _roles(person):
    return set(Membership.objects.in_force().filter(user=person).values_list("role", flat=True))


@transaction.atomic
def propose(delegation: Delegation, by: Any) -> Delegation:
    """Save a delegation that waits for an operator; raises DelegationRefused."""
    check(delegation)
    delegation.proposed_by = by
    delegation.save(force_insert=True)
    _write(PROPOSED, delegation, by, {})
    return delegation


@transaction.atomic
def confirm(delegation: Delegation, by: Any) -> Delegation:
    """Put a delegation in force; raises DelegationRefused for a person who takes part in it."""
    delegation = Delegation.objects.select_for_update(of=("self",)).get(pk=delegation.pk)
    if not delegation.is_proposed:
        raise DelegationRefused(NOT_WAITING)
    if by.pk in (delegation.proposed_by_id, delegation.person_id, delegation.stand_in_id):
        raise DelegationRefused(OWN)
    check(delegation)
    before = delegation.facts()
    delegation.confirmed_by = by
    delegation.save(update_fields=["confirmed_by"])
    _write(CONFIRMED, delegation, by, before)
    return delegation


@transaction.atomic
def end(delegation: Delegation, by: Any) -> None:
    """End a delegation or refuse a proposed one; again changes nothing."""
    delegation = Delegation.objects.select_for_update(of=("self",)).get(pk=delegation.pk)
    if delegation.ended_at:
        return
    before = delegation.facts()
    delegation.ended_at = timezone.now()
    delegation.save(update_fields=["ended_at"])
    _write(ENDED, delegation, by, before)


def _write(act, delegation, by, before):
    label, after = str(delegation), delegation.facts()
    record(act, by=by, about=delegation.person, label=label, before=before, after=after)
