"""Permission policies on roles and departments: for what a department owns and for the city.

Wagtail asks a policy about actions (`view choose add change delete lock unlock publish`). Views
that only read, but ask for `change` all the same, run while `user.reads_only` is set
(see `core.access.admin_gate`): reading then suffices.
"""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from wagtail.models import Collection
from wagtail.permission_policies import BasePermissionPolicy

from core.access.scope import scope_of
from core.choices import EVERY_ROLE, Role
from core.people.membership import Membership

READING = frozenset({"view", "choose"})


def sufficient_actions(user: Any, actions: Iterable[str]) -> frozenset[str]:
    """Return the actions that suffice for a question; while `user.reads_only`, reading does."""
    actions = frozenset(actions)
    return actions | READING if getattr(user, "reads_only", False) else actions


class ScopedPolicy(BasePermissionPolicy):
    """Base of our policies: reading by `view` roles, everything else by `change` roles.

    `superusers` says whether a superuser may change too; he always reads. `deletable` is False
    for what others point to for ever: it is marked as no longer used instead.
    """

    def __init__(
        self, model, *, view=EVERY_ROLE, change=frozenset(), superusers=True, deletable=True
    ):
        super().__init__(model)
        self.deletable = deletable
        self.view_roles = frozenset(view) | frozenset(change)
        self.change_roles = frozenset(change)
        self.superusers = superusers

    def known(self, actions: frozenset[str]) -> frozenset[str]:
        """Return those of the actions that exist for this model."""
        return actions if self.deletable else actions - {"delete"}

    def roles_for(self, actions: Iterable[str]) -> frozenset[Role]:
        """Return the roles that suffice for any of these actions."""
        return self.view_roles if READING & frozenset(actions) else self.change_roles

    def user_has_permission(self, user: Any, action: str) -> bool:
        return self.user_has_any_permission(user, {action})

    def user_has_any_permission(self, user: Any, actions: Iterable[str]) -> bool:
        scope, actions = scope_of(user), self.known(sufficient_actions(user, actions))
        if scope.everything:
            return bool(actions) and (self.superusers or bool(actions & READING))
        return bool(actions) and bool(scope.roles & self.roles_for(actions))

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        return self.user_has_any_permission_for_instance(user, {action}, instance)

    def user_has_any_permission_for_instance(
        self, user: Any, actions: Iterable[str], instance: Any
    ) -> bool:
        return self.user_has_any_permission(user, actions)

    def users_with_any_permission(self, actions: Iterable[str]) -> QuerySet[Any]:
        held = Q(
            memberships__role__in=self.roles_for(actions),
            memberships__state=Membership.State.CONFIRMED,
        )
        if self.superusers or frozenset(actions) & READING:
            held |= Q(is_superuser=True)
        return get_user_model()._default_manager.filter(held, is_active=True).distinct()

    def collections_user_has_any_permission_for(
        self, user: Any, actions: Iterable[str]
    ) -> QuerySet[Collection]:
        """Return the one collection there is: departments part things, collections do not."""
        if not self.user_has_any_permission(user, actions):
            return Collection.objects.none()
        return Collection.objects.filter(depth=1)

    def collections_user_has_permission_for(self, user: Any, action: str) -> QuerySet[Collection]:
        return self.collections_user_has_any_permission_for(user, {action})


class RolePolicy(ScopedPolicy):
    """What belongs to the whole city: `view` roles read it, `change` roles keep it."""


class DepartmentOwnedPolicy(ScopedPolicy):
    """What a department owns: read by its people and the city's, kept by `change` roles in it.

    `department_path` is the lookup from the model to the department's id, such as
    `item__department_id`. What has no department is read by all and kept by `change` roles of
    the city alone.
    """

    def __init__(
        self, model, department_path="department_id", *, change=(Role.COMPILER,), **kwargs
    ):
        super().__init__(model, change=frozenset(change), **kwargs)
        self.department_path = department_path

    def user_has_any_permission_for_instance(
        self, user: Any, actions: Iterable[str], instance: Any
    ) -> bool:
        if not self.user_has_any_permission(user, actions):
            return False
        actions = sufficient_actions(user, actions)
        departments = scope_of(user).departments_as(self.roles_for(actions))
        if departments is None:
            return True
        department_id = self.department_of(instance)
        if department_id is None:
            return bool(actions & READING)
        return department_id in departments

    def department_of(self, instance: Any) -> int | None:
        """Return the id of the department that owns an object, or None."""
        for name in self.department_path.split("__"):
            instance = getattr(instance, name) if instance is not None else None
        return instance

    def instances_user_has_any_permission_for(
        self, user: Any, actions: Iterable[str]
    ) -> QuerySet[Any]:
        instances = self.model._default_manager
        if not self.user_has_any_permission(user, actions):
            return instances.none()
        actions = sufficient_actions(user, actions)
        departments = scope_of(user).departments_as(self.roles_for(actions))
        if departments is None:
            return instances.all()
        reached = Q(**{f"{self.department_path}__in": departments})
        if actions & READING:
            reached |= Q(**{f"{self.department_path}__isnull": True})
        return instances.filter(reached)
