"""Giving roles: proposing, confirming, refusing, ending, and asking for confirmation again.

Nobody touches his own memberships. What decides or grants takes two people: one proposes, another
confirms, and nothing is in force between. Who could sign in as somebody else has that person's
deciding roles proposed anew, so that a second person looks.
"""

from collections.abc import Mapping
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.people import changes_log
from core.people.changes_log import log_change
from core.people.department import Department
from core.people.membership import Membership
from core.people.role_table import NEEDS_CONFIRMATION, exclude_each_other

OWN = _("Nobody changes his own memberships: another operator does it.")
NOT_PROPOSED = _("This membership does not wait for confirmation any more. Load the page again.")
OWN_PROPOSAL = _("You proposed this membership, so another operator confirms it.")
SUPERUSER = _("System administrators hold no role that reviews, files or audits.")


class GrantRefused(ValidationError):  # noqa: N818 - a sentence for people, not a fault
    """A membership that may not be given, changed or taken away like this."""


def check(membership: Membership, by: Any) -> None:
    """Raise GrantRefused when this person may not give this membership, or nobody may."""
    if membership.user_id == by.pk:
        raise GrantRefused(OWN)
    if membership.user.is_superuser and exclude_each_other("operator", membership.role):
        raise GrantRefused(SUPERUSER)
    for other in Membership.objects.filter(user=membership.user_id).exclude(pk=membership.pk):
        if exclude_each_other(membership.role, other.role):
            raise GrantRefused(
                _("“%(one)s” and “%(other)s” exclude each other: one person holds one of them."),
                params={
                    "one": membership.get_role_display(),
                    "other": other.get_role_display(),
                },
            )


@transaction.atomic
def propose(
    membership: Membership, by: Any, *, before: Mapping[str, Any] | None = None
) -> Membership:
    """Save a new or changed membership; one of NEEDS_CONFIRMATION waits for a second person."""
    waits = membership.role in NEEDS_CONFIRMATION
    _propose(membership, by, waits=waits)
    membership.save()
    action = changes_log.ROLE_PROPOSED if waits else changes_log.ROLE_GRANTED
    log_change(membership.user, action, by=by, before=before, after=membership.facts())
    return membership


@transaction.atomic
def confirm(membership: Membership, by: Any) -> Membership:
    """Put a proposed membership in force; raises GrantRefused."""
    membership = _locked(membership)
    if not membership.is_proposed:
        raise GrantRefused(NOT_PROPOSED)
    if membership.proposed_by_id == by.pk:
        raise GrantRefused(OWN_PROPOSAL)
    check(membership, by)
    before = membership.facts()
    membership.state = Membership.State.CONFIRMED
    membership.confirmed_by, membership.confirmed_at = by, timezone.now()
    membership.save()
    _log(membership, changes_log.ROLE_CONFIRMED, by, before, membership.facts())
    return membership


@transaction.atomic
def end(membership: Membership, by: Any) -> None:
    """Take a membership away, or refuse a proposed one; one person suffices, but not himself."""
    membership = _locked(membership)
    if membership.user_id == by.pk:
        raise GrantRefused(OWN)
    _log(membership, changes_log.ROLE_ENDED, by, membership.facts(), {})
    membership.delete()


@transaction.atomic
def carry_along(membership: Membership, department: Department, by: Any) -> Membership:
    """Let a membership be one in another department, as two persons have decided; return it.

    Who holds the same role there already keeps that one. Raises GrantRefused for one's own.
    """
    if membership.user_id == by.pk:
        raise GrantRefused(OWN)
    before = membership.facts()
    same = Membership.objects.filter(
        user=membership.user_id, role=membership.role, department=department
    ).first()
    if same is None:
        membership.department = department
        membership.save(update_fields=["department"])
    else:
        if same.is_proposed and not membership.is_proposed:
            # What was confirmed for the department that goes is confirmed.
            same.state = membership.state
            same.save(update_fields=["state"])
        membership.delete()
    kept = same or membership
    _log(membership, changes_log.ROLE_CARRIED, by, before, kept.facts())
    return kept


@transaction.atomic
def require_confirmation_again(memberships: Any, by: Any) -> int:
    """Let memberships in force that decide or grant wait for a second person; return how many."""
    rows = memberships.in_force().filter(role__in=NEEDS_CONFIRMATION).exclude(user=by)
    people: dict[Any, list[Membership]] = {}
    for membership in rows.select_related("user", "department").select_for_update(of=("self",)):
        people.setdefault(membership.user, []).append(membership)
    for person, held in people.items():
        for membership in held:
            _propose(membership, by, waits=True)
            membership.save()
        roles = "、".join(f"{one.get_role_display()} · {one.where}" for one in held)
        log_change(
            person,
            changes_log.ROLES_ASKED_AGAIN,
            by=by,
            before={"state": f"{Membership.State.CONFIRMED.label}：{roles}"},
            after={"state": f"{Membership.State.PROPOSED.label}：{roles}"},
        )
    return sum(len(one) for one in people.values())


def waiting_for(person: Any) -> QuerySet[Membership]:
    """Return the proposed memberships that this operator may confirm or refuse, oldest first."""
    waiting = Membership.objects.proposed().exclude(user=person).exclude(proposed_by=person)
    return waiting.select_related("user", "department", "proposed_by").order_by("proposed_at", "pk")


def decides(person: Any) -> bool:
    """Return whether a person holds a role that a second person had to confirm."""
    return person.memberships.in_force().filter(role__in=NEEDS_CONFIRMATION).exists()


def _propose(membership, by, *, waits):
    now = timezone.now()
    membership.state = Membership.State.PROPOSED if waits else Membership.State.CONFIRMED
    membership.proposed_by, membership.proposed_at = by, now
    membership.confirmed_by, membership.confirmed_at = None, None


def _locked(membership):
    """Hold the person, so that two roles that exclude each other are not confirmed at once."""
    get_user_model().objects.select_for_update().get(pk=membership.user_id)
    return Membership.objects.select_for_update(of=("self",)).get(pk=membership.pk)


def _log(membership, action, by, before, after):
    log_change(membership.user, action, by=by, before=before, after=after)
