"""Coverage (编制进度): how many guides and manuals there should be, are, and are still missing."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.core.cache import cache
from django.db.models import Avg, Count, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Substr
from django.utils import timezone

from core.access.page_permissions import GUIDE_DEPTH
from core.models import Department
from guides.choices import DocumentKind
from guides.models import GuidePage, ItemSituation, ManualPage, ServiceItem
from moderation.models import Submission
from publication.choices import OPEN_STATES
from publication.models import PublicState, QualityResult
from publication.overviews.quality_views import unchecked

KEY, SECONDS = "coverage", 300
"""The figures of all departments are counted at most every five minutes."""
KINDS = 2
"""Each handling item should have a guide and a manual."""


@dataclass
class DepartmentCoverage:
    """One row of the board: a department with its figures (编制进度)."""

    slug: str
    name: str
    items: int = 0
    due: int = 0
    guides: int = 0
    manuals: int = 0
    published: int = 0
    in_review: int = 0
    unchecked: int = 0
    score: int | None = None

    @property
    def missing(self) -> int:
        """How many are not published yet."""
        return max(self.due - self.published, 0)

    @property
    def percent(self) -> int:
        """The published ones in per cent of those that there should be."""
        return round(100 * min(self.published, self.due) / self.due) if self.due else 100


@dataclass
class Coverage:
    """The figures of all departments at one moment."""

    as_of: datetime
    rows: list[DepartmentCoverage] = field(default_factory=list)

    def of(self, slugs: list[str] | None) -> list[DepartmentCoverage]:
        """Return the rows of these departments (None: all), the lowest share first."""
        rows = [row for row in self.rows if slugs is None or row.slug in slugs]
        return sorted(rows, key=lambda row: (row.percent, -row.missing, row.name))


def coverage(*, fresh: bool = False) -> Coverage:
    """Return the figures, at most five minutes old."""
    found = None if fresh else cache.get(KEY)
    if found is None:
        found = Coverage(timezone.now(), list(_count()))
        cache.set(KEY, found, SECONDS)
    return found


def _count() -> Iterator[DepartmentCoverage]:
    """Yield the row of each department that has items; eight grouped queries."""
    active = ServiceItem.objects.filter(is_active=True)
    situations = ItemSituation.objects.filter(item__is_active=True)
    guide_path = Substr("path", 1, GUIDE_DEPTH * GuidePage.steplen)
    guide = GuidePage.objects.filter(path=OuterRef("guide_path"))
    manuals = ManualPage.objects.annotate(guide_path=guide_path)
    manuals = manuals.annotate(of_department=Subquery(guide.values("department_id")[:1]))
    published = PublicState.objects.filter(state__in=OPEN_STATES)
    by_id = {
        "items": _grouped(active, "department_id"),
        "due": _grouped(situations, "item__department_id"),
        "guides": _grouped(GuidePage.objects.all(), "department_id"),
        "manuals": _grouped(manuals, "of_department"),
        "in_review": _grouped(Submission.objects.in_review(), "department_id"),
    }
    by_slug = {
        "published": _grouped(published, "department_slug"),
        "unchecked": _grouped(unchecked(QualityResult.objects.all()), "department_slug"),
    }
    scores = dict(QualityResult.objects.values_list("department_slug").annotate(Avg("score")))
    for department in Department.objects.order_by("slug"):
        if not by_id["items"].get(department.pk):
            continue
        row = DepartmentCoverage(department.slug, department.name)
        for name, counts in by_id.items():
            setattr(row, name, counts.get(department.pk, 0))
        for name, counts in by_slug.items():
            setattr(row, name, counts.get(department.slug, 0))
        row.due *= KINDS
        if department.slug in scores:
            row.score = round(scores[department.slug])
        yield row


def _grouped(rows: QuerySet, column: str) -> dict:
    return dict(rows.order_by().values_list(column).annotate(Count("pk")))


def missing_in(department_id: int, most: int) -> list[ItemSituation]:
    """Return the handling items of a department whose guide or manual is not published.

    Each has `guide_id`, `has_guide`, `has_manual` (published), and `is_in_review`.
    """
    guides_of_situation = GuidePage.objects.filter(situation=OuterRef("pk"))
    code = Subquery(guides_of_situation.values("code")[:1])
    reviews = Submission.objects.in_review().filter(page__situation=OuterRef("pk"))
    situations = ItemSituation.objects.filter(
        item__department_id=department_id, item__is_active=True
    )
    rows = situations.select_related("item").annotate(
        code_of_guide=code,
        guide_id=Subquery(guides_of_situation.values("pk")[:1]),
        is_in_review=Exists(reviews),
        has_guide=Exists(_published(DocumentKind.GUIDE)),
        has_manual=Exists(_published(DocumentKind.MANUAL)),
    )
    open_ones = rows.exclude(has_guide=True, has_manual=True)
    return list(open_ones.order_by("has_guide", "item__basic_code", "code", "pk")[:most])


def _published(kind: str) -> QuerySet:
    return PublicState.objects.filter(
        code=OuterRef("code_of_guide"), kind=kind, state__in=OPEN_STATES
    )
