"""Who sees how the house is run, and who runs it: operators act, auditors read."""

from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied

from core.access.scope import scope_of
from core.choices import Role

READERS = frozenset({Role.OPERATOR, Role.AUDITOR})


def may_read(user: Any) -> bool:
    """Return whether somebody may see inspections, incidents, plan, drills and reports."""
    scope = scope_of(user)
    return scope.everything or bool(scope.roles & READERS)


def may_act(user: Any) -> bool:
    """Return whether somebody may inspect, take up incidents, plan and write reports."""
    scope = scope_of(user)
    return scope.everything or Role.OPERATOR in scope.roles


def _only(is_allowed):
    def decorate(view):
        @wraps(view)
        def guarded(request, *args, **kwargs):
            if not is_allowed(request.user):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return guarded

    return decorate


readers_only = _only(may_read)
operators_only = _only(may_act)
