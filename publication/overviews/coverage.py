"""Coverage (编制进度): how many guides and manuals there should be, are, and are still missing.

The figures are counted by the relay and kept, day by day; the board reads nothing but them.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Avg, Count, Exists, Max, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Substr
from django.utils import timezone

from core.access.page_permissions import GUIDE_DEPTH
from core.lists.paging import MOST_COUNTED, counted
from core.models import Department
from core.running.step_by_step import StepByStep
from guides.choices import DocumentKind, Level
from guides.models import GuidePage, ItemSituation, ManualPage, ServiceItem, Theme
from moderation.models import Submission
from publication.choices import OPEN_STATES, Dimension
from publication.models import CoverageFigures, PublicState, QualityResult
from publication.overviews.quality_views import unchecked

REST, TIMES = timedelta(minutes=5), 100
"""The relay counts anew after five minutes, or a hundred times as long as counting took."""
COURSE_DAYS = 180
_took = timedelta(0)
GUIDE_PATH = Substr("path", 1, GUIDE_DEPTH * GuidePage.steplen)
GUIDE_OF_MANUAL = GuidePage.objects.filter(path=OuterRef("guide_path"))


@dataclass
class Coverage:
    """The kept figures of one dimension, and when they were counted; None: not yet."""

    as_of: datetime | None
    rows: list[CoverageFigures] = field(default_factory=list)

    def of(self, slugs: list[str] | None) -> list[CoverageFigures]:
        """Return the rows of these departments (None: all rows), the lowest share first."""
        rows = [row for row in self.rows if slugs is None or row.key in slugs]
        return sorted(rows, key=lambda row: (row.percent, -row.missing, row.name))


def coverage(dimension: str = Dimension.DEPARTMENT, *, fresh: bool = False) -> Coverage:
    """Return the figures as they were counted last; counts where nobody has, unless that takes
    long: the relay does it then.

    Every count has rows of departments, but not always one of each other dimension.
    """
    figures = CoverageFigures.objects
    departments = figures.filter(dimension=Dimension.DEPARTMENT)
    newest = None if fresh else departments.aggregate(day=Max("day"))["day"]
    if newest is None and not fresh and is_large():
        return Coverage(None)
    if newest is None:
        newest = count()
    found = list(figures.filter(dimension=dimension, day=newest))
    return Coverage(max((row.counted_at for row in found), default=timezone.now()), found)


def is_large() -> bool:
    """Return whether the city has more handling items than a request looks through: the relay
    counts them then, and they are listed department by department.
    """
    return counted(ItemSituation.objects.all(), MOST_COUNTED) > MOST_COUNTED


class Counting:
    """A count of all figures, one question after the other: the relay goes on between them."""

    def __init__(self) -> None:
        self.found: dict[tuple[str, str], dict] = {}
        self.left = _questions()
        self.took = timedelta(0)

    def step(self) -> None:
        """Count what comes next; after the last question keep the figures as those of today."""
        began = timezone.now()
        dimension, column, ask = self.left.pop(0)
        self.found[dimension, column] = ask()
        if not self.left:
            _keep([*_departments(self), *_levels(self), *_themes(self)])
        self.took += timezone.now() - began

    def of(self, dimension: str) -> dict[str, dict]:
        """Return {column: {value: number}} of one dimension."""
        return {column: rows for (one, column), rows in self.found.items() if one == dimension}


def _is_due():
    counted = CoverageFigures.objects.filter(day=timezone.localdate())
    last = counted.aggregate(at=Max("counted_at"))["at"]
    return not last or timezone.now() - last >= max(REST, TIMES * _took)


def _begin():
    return Counting() if _is_due() else None


def _end(counting):
    global _took
    _took = counting.took


counting_in_steps = StepByStep(_begin, _end)
count_when_due = counting_in_steps.work
"""Counts anew when the kept figures are old; background work of the relay."""


def count() -> date:
    """Count all figures and keep them as those of today; return the day."""
    counting = Counting()
    while counting.left:
        counting.step()
    return timezone.localdate()


def _keep(rows):
    today, now = timezone.localdate(), timezone.now()
    for row in rows:
        row.day, row.counted_at = today, now
    with transaction.atomic():
        CoverageFigures.objects.filter(day=today).delete()
        # Another may count at once: the relay, and somebody who opens the board first.
        CoverageFigures.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["day", "dimension", "key"],
            update_fields=["name", *CoverageFigures.COUNTED, "score", "counted_at"],
        )


def course(slugs: list[str] | None) -> list[tuple[date, int, int]]:
    """Return [(day, published, due)] of these departments (None: all), the oldest first."""
    rows = CoverageFigures.objects.filter(
        dimension=Dimension.DEPARTMENT, day__gte=timezone.localdate() - timedelta(COURSE_DAYS)
    )
    if slugs is not None:
        rows = rows.filter(key__in=slugs)
    by_day = rows.values("day").order_by("day")
    sums = by_day.annotate(Sum("published"), Sum("situations"))
    return [
        (one["day"], one["published__sum"], CoverageFigures.KINDS * one["situations__sum"])
        for one in sums
    ]


def _questions() -> list[tuple[str, str, Callable[[], dict]]]:
    """Return (dimension, column, question) of all that is counted; one query each, but for two."""
    facts = {Dimension.LEVEL: "levels", Dimension.THEME: "themes__code"}
    questions = {Dimension.DEPARTMENT: _by_department()}
    questions |= {dimension: _by_fact_of_item(fact) for dimension, fact in facts.items()}
    return [
        (dimension, column, ask)
        for dimension, columns in questions.items()
        for column, ask in columns.items()
    ]


def _by_department() -> dict[str, Callable[[], dict]]:
    """Return {column: question}; what is published is known by the department's short code."""
    manuals = _manuals().annotate(of_department=Subquery(GUIDE_OF_MANUAL.values("department_id")))
    published = PublicState.objects.filter(state__in=OPEN_STATES)
    scores = QualityResult.objects.values_list("department_slug").annotate(Avg("score"))
    return {
        "items": lambda: _grouped(_items(), "department_id"),
        "situations": lambda: _grouped(_situations(), "item__department_id"),
        "guides": lambda: _grouped(GuidePage.objects.all(), "department_id"),
        "manuals": lambda: _grouped(manuals, "of_department"),
        "in_review": lambda: _grouped(Submission.objects.in_review(), "department_id"),
        "published": lambda: _grouped(published, "department_slug"),
        "unchecked": lambda: _grouped(unchecked(QualityResult.objects.all()), "department_slug"),
        "score": lambda: dict(scores),
    }


BY_SLUG = ("published", "unchecked")


def _departments(counting: Counting) -> Iterator[CoverageFigures]:
    """Yield the row of each department that has items."""
    counted = counting.of(Dimension.DEPARTMENT)
    scores = counted.pop("score")
    for department in Department.objects.order_by("slug"):
        if not counted["items"].get(department.pk):
            continue
        figures = {
            column: rows.get(department.slug if column in BY_SLUG else department.pk, 0)
            for column, rows in counted.items()
        }
        score = scores.get(department.slug)
        yield CoverageFigures(
            dimension=Dimension.DEPARTMENT,
            key=department.slug,
            name=department.name,
            score=None if score is None else round(score),
            **figures,
        )


def _levels(counting: Counting) -> Iterator[CoverageFigures]:
    """Yield a row for each level; an item of several levels counts in each."""
    counted = counting.of(Dimension.LEVEL)
    figures = {column: _by_level(counts) for column, counts in counted.items()}
    for level in Level:
        yield from _row(Dimension.LEVEL, level.value, str(level.label), figures)


def _by_level(counts: dict) -> Counter:
    found: Counter[str] = Counter()
    for levels, number in counts.items():
        for level in levels:
            found[level] += number
    return found


def _themes(counting: Counting) -> Iterator[CoverageFigures]:
    """Yield a row for each theme; an item of several themes counts in each."""
    figures = counting.of(Dimension.THEME)
    for theme in Theme.objects.all():
        yield from _row(Dimension.THEME, theme.code, theme.name, figures)


def _row(dimension: str, key: str, name: str, figures: dict) -> Iterator[CoverageFigures]:
    """Yield the row of one value that at least one item in use has."""
    if figures["items"].get(key):
        counted = {column: counts.get(key, 0) for column, counts in figures.items()}
        yield CoverageFigures(dimension=dimension, key=key, name=name, **counted)


def _by_fact_of_item(fact: str) -> dict[str, Callable[[], dict]]:
    """Return {column: question}, counted by a fact of the items."""
    of_guide = f"situation__item__{fact}"
    with_manual = GuidePage.objects.filter(path__in=_manuals().values("guide_path"))
    return {
        "items": lambda: _grouped(_items(), fact),
        "situations": lambda: _grouped(_situations(), f"item__{fact}"),
        "guides": lambda: _grouped(GuidePage.objects.all(), of_guide),
        "manuals": lambda: _grouped(with_manual, of_guide),
        "published": lambda: _sum(
            _grouped(_published_pages(kind), of_guide) for kind in DocumentKind
        ),
        "in_review": lambda: _grouped(Submission.objects.in_review(), f"page__{of_guide}"),
    }


def _items() -> QuerySet:
    return ServiceItem.objects.filter(is_active=True)


def _situations() -> QuerySet:
    return ItemSituation.objects.filter(item__is_active=True)


def _manuals() -> QuerySet:
    return ManualPage.objects.annotate(guide_path=GUIDE_PATH)


def _published_pages(kind: str) -> QuerySet:
    """Return the guide pages whose guide or manual readers get."""
    states = PublicState.objects.filter(kind=kind, state__in=OPEN_STATES)
    return GuidePage.objects.filter(code__in=states.values("code"))


def _sum(counts: Iterable[dict]) -> dict:
    total: Counter[Any] = Counter()
    for one in counts:
        total.update(one)
    return total


def _grouped(rows: QuerySet, column: str) -> dict:
    """Return {value: number}; a value that is a list becomes a tuple."""
    counted = rows.order_by().values_list(column).annotate(Count("pk"))
    return {tuple(one) if isinstance(one, list) else one: number for one, number in counted}


def missing(scope: Q) -> QuerySet[ItemSituation]:
    """Return the handling items in a scope whose guide or manual is not published.

    Each has `guide_id`, `has_guide`, `has_manual` (published), and `is_in_review`.
    """
    guides_of_situation = GuidePage.objects.filter(situation=OuterRef("pk"))
    code = Subquery(guides_of_situation.values("code")[:1])
    reviews = Submission.objects.in_review().filter(page__situation=OuterRef("pk"))
    situations = ItemSituation.objects.filter(scope, item__is_active=True)
    rows = situations.select_related("item__department").annotate(
        code_of_guide=code,
        guide_id=Subquery(guides_of_situation.values("pk")[:1]),
        is_in_review=Exists(reviews),
        has_guide=Exists(_published(DocumentKind.GUIDE)),
        has_manual=Exists(_published(DocumentKind.MANUAL)),
    )
    open_ones = rows.exclude(has_guide=True, has_manual=True)
    return open_ones.order_by("has_guide", "item__basic_code", "code", "pk")


def _published(kind: str) -> QuerySet:
    return PublicState.objects.filter(
        code=OuterRef("code_of_guide"), kind=kind, state__in=OPEN_STATES
    )
