"""Filters of what is lacking (还缺): department, level, theme, guide or manual."""

from typing import Any

import django_filters
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from core.access.scope import scope_of
from core.models import Department
from guides.choices import DocumentKind, Level
from guides.models import ItemSituation, ServiceItem, Theme


def _departments(request: HttpRequest) -> Any:
    """Return the departments that a person may choose."""
    scope = scope_of(request.user)
    rows = Department.objects.order_by("slug")
    return rows if scope.sees_all_departments else rows.filter(pk__in=scope.department_ids)


class LackingFilterSet(WagtailFilterSet):
    """Filters of handling items whose guide or manual is not published."""

    department = django_filters.ModelChoiceFilter(
        label=_("Department"),
        field_name="item__department",
        to_field_name="slug",
        queryset=_departments,
        empty_label=_("All"),
    )
    level = django_filters.ChoiceFilter(
        label=_("Level"),
        choices=Level.choices,
        method="filter_level",
        empty_label=_("All"),
    )
    theme = django_filters.ModelChoiceFilter(
        label=_("Theme"),
        field_name="item__themes",
        to_field_name="code",
        queryset=Theme.objects.all(),
        empty_label=_("All"),
    )
    kind = django_filters.ChoiceFilter(
        label=_("Lacks"),
        choices=DocumentKind.choices,
        method="filter_kind",
        empty_label=_("All"),
    )

    class Meta:
        model = ItemSituation
        fields: list[str] = []

    def filter_level(self, queryset: Any, name: str, value: str) -> Any:
        """Keep the items of a level; an item of several levels is of each."""
        kept = ServiceItem.objects.order_by().values_list("levels", flat=True).distinct()
        # Not every database looks into a JSON list; the lists that occur are few.
        return queryset.filter(item__levels__in=[levels for levels in kept if value in levels])

    def filter_kind(self, queryset: Any, name: str, value: str) -> Any:
        """Keep what has no published guide, or no published manual."""
        return queryset.filter(**{f"has_{value}": False})
