"""Answers Django's questions about permissions from people's roles; there are no groups."""

from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest

from core.access import throttle
from core.access.permission_policy import ScopedPolicy
from core.access.scope import scope_of

ADMIN_ACCESS = "wagtailadmin.access_admin"
ACTIONS = ("add", "change", "delete", "view", "choose")


class RoleBackend(ModelBackend):
    """Logs in by password; permissions come from memberships, through the policies of the models.

    A permission `room.action_model` is held when the policy registered for that model grants the
    action; what has no policy of ours nobody holds. Superusers pass in `User.has_perm`.
    """

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **kwargs: Any,
    ) -> Any:
        """Return the person whose password this is, or None; held against limits first.

        Raises TooManyAttemptsError before anything is hashed. Without a request (a command, a
        test) nobody is limited.
        """
        if request is None or not username or password is None:
            return super().authenticate(request, username, password, **kwargs)
        with throttle.attempt(request, username) as succeeded:
            person = super().authenticate(request, username, password, **kwargs)
            if person is not None:
                succeeded()
        return person

    def get_user(self, user_id: Any) -> Any:
        """Return the person with the profile that every page of the admin asks for, or None."""
        people = get_user_model().objects.select_related("wagtail_userprofile")
        person = people.filter(pk=user_id).first()
        return person if person and self.user_can_authenticate(person) else None

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        if not user_obj.is_active or user_obj.is_anonymous:
            return False
        if perm == ADMIN_ACCESS:
            return _can_enter(user_obj)
        model, action = _model_and_action(perm)
        policy = model and _policy_of(model)
        if policy is None:
            return False
        if obj is not None:
            return policy.user_has_permission_for_instance(user_obj, action, obj)
        return policy.user_has_permission(user_obj, action)

    def has_module_perms(self, user_obj: Any, app_label: str) -> bool:
        return any(name.startswith(f"{app_label}.") for name in self.get_all_permissions(user_obj))

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        if not user_obj.is_active or user_obj.is_anonymous or obj is not None:
            return set()
        if not hasattr(user_obj, "_role_permissions"):
            user_obj._role_permissions = set(_permissions(user_obj))
        return user_obj._role_permissions

    def get_group_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        return set()

    def get_user_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        return self.get_all_permissions(user_obj, obj)


def _can_enter(user):
    scope = scope_of(user)
    return scope.everything or bool(scope.roles)


def _permissions(user):
    if _can_enter(user):
        yield ADMIN_ACCESS
    for model in apps.get_models():
        policy = _policy_of(model)
        if policy is not None:
            for action in ACTIONS:
                if policy.user_has_permission(user, action):
                    yield f"{model._meta.app_label}.{action}_{model._meta.model_name}"


def _policy_of(model):
    from wagtail.permissions import policy_registry

    policy = policy_registry.get_by_type(model, fallback=False)
    return policy if isinstance(policy, ScopedPolicy) else None


def _model_and_action(perm):
    app_label, _, codename = perm.partition(".")
    action, _, model_name = codename.partition("_")
    try:
        return apps.get_model(app_label, model_name), action
    except (LookupError, ValueError):
        return None, action
