"""Who keeps people's accounts."""

from core.access.permission_policy import READING, RolePolicy
from core.access.scope import scope_of


class PersonPolicy(RolePolicy):
    """Operators keep people's accounts, but that of a superuser only another superuser changes."""

    def user_has_any_permission_for_instance(self, user, actions, instance):
        if instance.is_superuser and not READING & frozenset(actions):
            return scope_of(user).everything
        return super().user_has_any_permission_for_instance(user, actions, instance)
