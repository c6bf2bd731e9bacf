"""Whose contents are: which hashes a department has stored itself, and which only others have."""

from collections.abc import Collection

from django.db.models import Q

from core.files.models import DepartmentDocument
from core.people.department import Department


def stored_by(department_id: int, hashes: Collection[str]) -> set[str]:
    """Return those SHA-256 whose bytes a department may use.

    They were uploaded by it, by a department above or below it, or for all.
    """
    if not hashes:
        return set()
    owners = Q(department__in=Department.line_of(department_id)) | Q(department=None)
    return set(_stored(hashes).filter(owners).values_list("sha256", flat=True))


def stored_by_others(department_id: int, hashes: Collection[str]) -> set[str]:
    """Return those SHA-256 whose bytes were uploaded, but by other departments only."""
    if not hashes:
        return set()
    stored = set(_stored(hashes).values_list("sha256", flat=True))
    return stored - stored_by(department_id, stored)


def _stored(hashes):
    return DepartmentDocument.objects.filter(sha256__in=hashes).exclude(file="")
