"""Who keeps people's accounts and memberships: operators those of others, nobody his own."""

from collections.abc import Iterable
from typing import Any

from core.access.permission_policy import READING, RolePolicy, sufficient_actions
from core.access.scope import scope_of


class PersonPolicy(RolePolicy):
    """Operators keep people's accounts, but that of a superuser only another superuser changes.

    People keep their own account on the account page, with the password.
    """

    def user_has_any_permission_for_instance(
        self, user: Any, actions: Iterable[str], instance: Any
    ) -> bool:
        changes = not READING & sufficient_actions(user, actions)
        if changes and instance.pk == user.pk:
            return False
        if changes and instance.is_superuser:
            return scope_of(user).everything
        return super().user_has_any_permission_for_instance(user, actions, instance)


class MembershipPolicy(RolePolicy):
    """Operators keep memberships, but nobody changes or ends his own."""

    def user_has_any_permission_for_instance(
        self, user: Any, actions: Iterable[str], instance: Any
    ) -> bool:
        if not READING & sufficient_actions(user, actions) and instance.user_id == user.pk:
            return False
        return super().user_has_any_permission_for_instance(user, actions, instance)
