"""Handing over (移交): a person leaves, another one takes the open work, the account is shut."""

from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from core.audit import record
from core.granting import delegations, memberships
from core.granting.open_work import OpenWork, move_open_work
from core.people.delegation import Delegation
from core.people.membership import Membership

MOST = 200
"""Colleagues who are proposed as receivers."""


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
    counts = move_open_work(person, to, by) | {"roles": _give_roles(person, to, by)}
    for delegation in _open_delegations(person):
        delegations.end(delegation, by)
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


DRAFTS = OpenWork(
    "drafts",
    _("drafts and guides owned"),
    find=lambda person: Page.objects.filter(owner=person).order_by("-latest_revision_created_at"),
    move=lambda person, to, by: Page.objects.filter(owner=person).update(owner=to),
)


def receivers(person: Any) -> list[Any]:
    """Return who could take over: people with a role of this person in the same department."""
    same = Q(pk__in=())
    for held in _roles_of(person):
        same |= Q(role=held.role, department=held.department)
    people = Membership.objects.in_force().filter(same).values("user_id")
    found = get_user_model().objects.filter(pk__in=people, is_active=True).exclude(pk=person.pk)
    return list(found.order_by("username")[:MOST])


def what_ends(person: Any) -> tuple[list[Membership], list[Delegation]]:
    """Return the roles of a person, which another one gets, and the delegations that end."""
    return list(_roles_of(person)), list(_open_delegations(person))


def _roles_of(person):
    return Membership.objects.in_force().filter(user=person).select_related("department")


def _open_delegations(person):
    either = Q(person=person) | Q(stand_in=person)
    return Delegation.objects.filter(either, ended_at=None).select_related("person", "stand_in")


def _give_roles(person, to, by):
    """Propose to `to` what it lacks of a person's roles, and end the person's; return how many."""
    proposed = 0
    for held in _roles_of(person):
        same = {"user": to, "role": held.role, "department": held.department}
        if not Membership.objects.filter(**same).exists():
            given = Membership(**same)
            memberships.check(given, by)
            memberships.propose(given, by)
            proposed += 1
        memberships.end(held, by)
    return proposed
