"""What a reform concerns: its departments, and which guides and items of theirs it takes."""

from django.db.models import Exists, OuterRef, QuerySet

from core.models import Department
from guides.models import GuidePage, ServiceItem
from publication.choices import ReformKind
from publication.models import Reform


def sources_of(reform: Reform) -> list[Department]:
    """Return the departments that give something away, or change; in the order of their names."""
    return list(reform.sources.order_by("name"))


def guides_of(reform: Reform) -> QuerySet[GuidePage]:
    """Return the guides that a reform concerns and that still belong to its departments."""
    guides = GuidePage.objects.filter(department__in=reform.sources.values("pk"))
    if reform.kind == ReformKind.SPLIT:
        guides = guides.filter(situation__item__in=reform.items.values("pk"))
    return guides.order_by("pk")


def items_of(reform: Reform) -> QuerySet[ServiceItem]:
    """Return the items that a reform takes and that still belong to its departments."""
    items = ServiceItem.objects.filter(department__in=reform.sources.values("pk"))
    if reform.kind == ReformKind.SPLIT:
        items = items.filter(pk__in=reform.items.values("pk"))
    return items.order_by("pk")


def bare_items_of(reform: Reform) -> QuerySet[ServiceItem]:
    """Return those of the items that have no guide: no branch job takes them along."""
    guides = GuidePage.objects.filter(situation__item=OuterRef("pk"))
    return items_of(reform).filter(~Exists(guides))
