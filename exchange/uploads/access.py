"""Who may upload what, and which uploads somebody sees."""

from typing import Any

from django.db.models import Q, QuerySet

from core.access.scope import scope_of
from core.choices import Role
from core.models import Department
from exchange.models import Upload


def can_upload(user: Any) -> bool:
    """Return whether somebody compiles guides, and so may bring files of them."""
    scope = scope_of(user)
    return scope.everything or bool(scope.compiles)


def can_upload_catalogues(user: Any) -> bool:
    """Return whether somebody keeps the catalogue."""
    scope = scope_of(user)
    return scope.everything or Role.OPERATOR in scope.roles


def departments_of(user: Any) -> QuerySet[Department]:
    """Return the departments that somebody compiles for."""
    departments = scope_of(user).departments_as({Role.COMPILER})
    active = Department.objects.filter(is_active=True).order_by("name")
    return active if departments is None else active.filter(pk__in=departments)


def uploads_of(user: Any) -> QuerySet[Upload]:
    """Return the uploads that somebody sees: their own, and texts of their departments."""
    uploads = Upload.objects.select_related("by", "department").order_by("-pk")
    scope = scope_of(user)
    if scope.everything:
        return uploads
    seen = Q(by=user)
    if can_upload(user):
        seen |= Q(department__in=departments_of(user))
    if can_upload_catalogues(user):
        seen |= Q(kind=Upload.Kind.CATALOGUE)
    return uploads.filter(seen)
