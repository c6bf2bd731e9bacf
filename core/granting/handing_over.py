"""Handing over (移交): a person leaves, another one takes the open work, the account is shut."""

from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from core.audit import record
from core.granting import delegations, memberships
from core.people.delegation import Delegation
from core.people.membership import Membership
from core.signals import work_handed_over


@transaction.atomic
def hand_over(person: Any, to: Any, by: Any) -> dict[str, int]:
    """Move what a person has open to `to`, end his roles, shut his account; return the counts.

    Drafts change their owner; roles that `to` lacks are proposed, so that a second operator
    confirms those that decide. Raises DelegationRefused or GrantRefused, and changes nothing.
    """
    if person.pk in (to.pk, by.pk) or person.is_superuser:
        raise delegations.DelegationRefused(
            _("This account cannot be handed over here: it is your own, the receiver's, or a system"
              " administrator's.")
        )  # fmt: skip
    if not to.is_active:
        raise delegations.DelegationRefused(delegations.NOT_ACTIVE)
    counts: dict[str, int] = {"drafts": Page.objects.filter(owner=person).update(owner=to)}
    counts["roles"] = _give_roles(person, to, by)
    open_ones = Delegation.objects.filter(Q(person=person) | Q(stand_in=person), ended_at=None)
    for delegation in open_ones:
        delegations.end(delegation, by)
    for _receiver, count in work_handed_over.send(sender=Membership, person=person, to=to):
        if isinstance(count, dict):
            counts |= count
    person.is_active = False
    person.save(update_fields=["is_active"])
    record(
        delegations.HANDED_OVER,
        by=by,
        about=person,
        label=f"{person} → {to}",
        before={"active": True},
        after={"active": False},
        **counts,
    )
    return counts


def _give_roles(person, to, by):
    """Propose to `to` what it lacks of a person's roles, and end the person's; return how many."""
    proposed = 0
    for held in Membership.objects.in_force().filter(user=person).select_related("department"):
        same = {"user": to, "role": held.role, "department": held.department}
        if not Membership.objects.filter(**same).exists():
            given = Membership(**same)
            memberships.check(given, by)
            memberships.propose(given, by)
            proposed += 1
        memberships.end(held, by)
    return proposed
