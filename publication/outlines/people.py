"""Who keeps outlines, who looks on, and who is the second person of a draft."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet

from core.access.scope import scope_of
from core.choices import KEEPERS, WATCHERS
from guides.models import OutlineDraft


def can_look(user: Any) -> bool:
    """Return whether a person sees drafts of outlines and their impact: office and auditors."""
    scope = scope_of(user)
    return scope.everything or bool(scope.roles & WATCHERS)


def can_keep(user: Any) -> bool:
    """Return whether a person belongs to the reform office, which keeps the outlines."""
    scope = scope_of(user)
    return scope.everything or bool(scope.roles & KEEPERS)


def only_lookers(user: Any) -> None:
    """Raise PermissionDenied for who may not see drafts of outlines."""
    if not can_look(user):
        raise PermissionDenied


def only_keepers(user: Any) -> None:
    """Raise PermissionDenied for who does not belong to the reform office."""
    if not can_keep(user):
        raise PermissionDenied


def drafts_waiting_for(user: Any) -> QuerySet[OutlineDraft]:
    """Return the drafts that wait for this person's review, the oldest first."""
    if not can_keep(user):
        return OutlineDraft.objects.none()
    waiting = OutlineDraft.objects.filter(state=OutlineDraft.State.IN_REVIEW)
    return waiting.exclude(editors=user).select_related("sent_by").order_by("sent_at", "pk")


def is_second(user: Any, draft: OutlineDraft) -> bool:
    """Return whether a person may review a draft: of the office, with no hand in it."""
    return can_keep(user) and not draft.editors.filter(pk=user.pk).exists()
