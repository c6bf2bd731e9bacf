"""Who writes a reform of departments, who confirms it, and who only reads it."""

from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.access.scope import scope_of
from core.choices import Role
from core.models import Department, Membership
from publication.choices import ReformKind
from publication.models import Reform

RUNS = (
    Role.OPERATOR,
    Role.FORMAL_REVIEWER,
    Role.COMPLIANCE_REVIEWER,
    Role.FILING_OFFICER,
)
"""The reform office, and the operator: one of them writes, another one confirms."""

WROTE_IT = _("You wrote or sent this plan, so somebody else confirms it.")
NOT_THIS_ROLE = _("The reform office or the operator confirms this, in a role of their own.")
OWN_ROLES = _(
    "Your own role in a department would go along or reach further. Nobody changes his own roles: "
    "another person does this."
)


def can_look(user: Any) -> bool:
    """Return whether somebody sees the reforms: all who see every department."""
    return scope_of(user).sees_all_departments


def can_run(user: Any) -> bool:
    """Return whether somebody writes reforms and sends them."""
    scope = scope_of(user)
    return scope.everything or bool(scope.roles & set(RUNS))


def role_of(user: Any) -> Role | None:
    """Return the role in which a person writes or confirms; None for a superuser without one."""
    roles = scope_of(user).roles
    return next((role for role in RUNS if role in roles), None)


def objection(user: Any, reform: Reform) -> str | Promise | None:
    """Return why a person may not confirm a reform, or None. Being a superuser does not suffice."""
    if role_of(user) is None:
        return NOT_THIS_ROLE
    if user.pk == reform.written_by_id or user.pk in reform.editors:
        return WROTE_IT
    return own_roles(user, reform)


def reforms_waiting_for(user: Any) -> list[Reform]:
    """Return the reforms that wait for this person to confirm them, the oldest first."""
    if role_of(user) is None:
        return []
    waiting = Reform.objects.filter(state=Reform.State.WAITING).order_by("pk")
    return [one for one in waiting if objection(user, one) is None]


def own_roles(user: Any, reform: Reform) -> str | Promise | None:
    """Return the refusal for a person whose own role a reform would move, or let reach further."""
    touched = set(members_of(reform).values_list("pk", flat=True))
    touched |= set(reaching_further(reform).values_list("pk", flat=True))
    mine = Membership.objects.filter(pk__in=touched, user=user)
    return OWN_ROLES if mine.exists() else None


def members_of(reform: Reform) -> QuerySet[Membership]:
    """Return the memberships that go to the receiving department."""
    rows = Membership.objects.filter(department__in=reform.sources.values("pk"))
    if reform.kind == ReformKind.SPLIT:
        rows = rows.filter(user__in=reform.people.values("pk"))
    elif reform.kind != ReformKind.MERGE:
        rows = rows.none()
    return rows.select_related("user", "department").order_by("pk")


def reaching_further(reform: Reform) -> QuerySet[Membership]:
    """Return the memberships whose rights reach the departments concerned only afterwards."""
    head = reform.target_id or reform.new_parent_id
    if reform.kind in (ReformKind.RENAME, ReformKind.SPLIT) or head is None:
        return Membership.objects.none()
    above = set(Department.ids_with_ancestors(head))
    for source in reform.sources.all():
        above -= Department.ids_with_ancestors(source.pk)
    return Membership.objects.in_force().filter(department__in=above)
