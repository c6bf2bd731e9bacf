"""Which bundles in the making somebody sees: those that concern their departments."""

from typing import Any

from django.db.models import Q, QuerySet

from core.access.scope import scope_of
from core.models import Department
from guides.choices import DocumentKind
from publication.models import Bundle, BundlePart, PublicState


def bundles_of(user: Any) -> QuerySet[Bundle]:
    """Return the bundles that a person's departments lead or have a guide in; city roles see all.

    These are the departments that are asked to agree: see `deciding.departments_of`.
    """
    scope = scope_of(user)
    if scope.sees_all_departments:
        return Bundle.objects.all()
    slugs = Department.objects.filter(pk__in=scope.department_ids).values("slug")
    guides = PublicState.objects.filter(kind=DocumentKind.GUIDE, department_slug__in=slugs)
    holding = BundlePart.objects.filter(code__in=guides.values("code"))
    return Bundle.objects.filter(
        Q(department__in=scope.department_ids) | Q(pk__in=holding.values("bundle"))
    )
