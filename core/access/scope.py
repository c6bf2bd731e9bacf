"""What a person's roles reach: the departments of each role."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import AbstractUser, AnonymousUser

from core.choices import CITY_ROLES, Role
from core.people.department import Department
from core.people.membership import Membership

Person = AbstractUser | AnonymousUser
"""Somebody at a screen, signed in or not."""


@dataclass(frozen=True)
class Scope:
    """What a person's memberships reach: roles, and department ids for each department role."""

    roles: frozenset[str] = frozenset()
    compiles: frozenset[int] = frozenset()
    reviews: frozenset[int] = frozenset()
    everything: bool = False
    department_ids: frozenset[int] = field(init=False)

    def __post_init__(self):
        object.__setattr__(self, "department_ids", self.compiles | self.reviews)

    @property
    def sees_all_departments(self) -> bool:
        """City roles read every department; a superuser too."""
        return self.everything or bool(self.roles & CITY_ROLES)

    def sees(self, department_id: int | None) -> bool:
        """Return whether this person may read what belongs to a department."""
        return self.sees_all_departments or department_id in self.department_ids

    def departments_as(self, roles: Iterable[Role]) -> frozenset[int] | None:
        """Return the department ids where this person has one of these roles; None means all."""
        if self.everything or self.roles & frozenset(roles) & CITY_ROLES:
            return None
        compiled = self.compiles if Role.COMPILER in roles else frozenset()
        reviewed = self.reviews if Role.DEPARTMENT_REVIEWER in roles else frozenset()
        return compiled | reviewed


def scope_of(user: Any) -> Scope:
    """Return the Scope of a user, read once for each user object; empty when not logged in."""
    if not getattr(user, "is_authenticated", False) or not user.is_active:
        return Scope()
    cached = getattr(user, "_role_scope", None)
    if cached is None:
        cached = user._role_scope = _read_scope(user)
    return cached


def _read_scope(user):
    held = {Role.COMPILER: set(), Role.DEPARTMENT_REVIEWER: set()}
    roles = set()
    for role, department_id in Membership.objects.acted_in_by(user).values_list(
        "role", "department_id"
    ):
        roles.add(role)
        if role in held and department_id:
            held[role].add(department_id)
    return Scope(
        roles=frozenset(roles),
        compiles=Department.ids_with_descendants(held[Role.COMPILER]),
        reviews=Department.ids_with_descendants(held[Role.DEPARTMENT_REVIEWER]),
        everything=user.is_superuser,
    )
