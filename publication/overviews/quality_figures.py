"""The figures of the quality overview: today, their course over twelve weeks, the worst guides."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Count, QuerySet, Sum

from publication.models import QualityDay, QualityResult, RuleCount
from quality.check import RULES
from quality.choices import Severity

WEEKS = 12
UNCHECKED = ("L19", Severity.INFO)
"""Hints that a law is not in the register: no fault of the guide, not counted here."""


@dataclass
class RuleFigures:
    """One row of the overview: a rule with its counts today and week by week."""

    rule: str
    severity: str
    documents: int = 0
    findings: int = 0
    weeks: list[int] = field(default_factory=list)

    @property
    def title(self) -> str:
        """What the rule looks for, in words."""
        return str(RULES[self.rule].title) if self.rule in RULES else self.rule

    @property
    def since_last_week(self) -> int:
        """How many findings more (or, below 0, fewer) than a week ago."""
        return self.findings - self.weeks[-2] if len(self.weeks) > 1 else 0


@dataclass
class Course:
    """Totals at the end of each week, the last one today."""

    days: list[date]
    errors: list[int]
    reminders: list[int]
    scores: list[int]


def weekly_days(today: date, known: list[date]) -> list[date]:
    """Return the last day with figures of each of the last twelve weeks, today's last."""
    found = []
    for week in range(WEEKS, -1, -1):
        end = today - timedelta(weeks=week)
        start = end - timedelta(days=6)
        inside = [day for day in known if start <= day <= end]
        if inside:
            found.append(max(inside))
    return found


def course(today: date, slugs: list[str] | None) -> Course:
    """Return the course of all findings and scores of these departments (None: all)."""
    rows = _days_of(slugs)
    since = today - timedelta(weeks=WEEKS + 1)
    known = list(rows.filter(day__gte=since).values_list("day", flat=True).distinct())
    days = weekly_days(today, known)
    by_severity: dict[tuple[date, str], int] = defaultdict(int)
    for day, severity, findings in (
        rows.filter(day__in=days).exclude(rule="").exclude(rule=UNCHECKED[0], severity=UNCHECKED[1])
        .values_list("day", "severity").annotate(Sum("findings"))
    ):  # fmt: skip
        by_severity[day, severity] = findings
    scores = {
        day: round(score / documents) if documents else 100
        for day, score, documents in rows.filter(day__in=days, rule="")
        .values_list("day")
        .annotate(Sum("score_sum"), Sum("documents"))
    }
    return Course(
        days,
        [by_severity[day, str(Severity.ERROR)] for day in days],
        [by_severity[day, str(Severity.WARNING)] for day in days],
        [scores.get(day, 100) for day in days],
    )


def counted_findings() -> QuerySet[RuleCount]:
    """Return the counts of findings, without the hints that something could not be checked."""
    return RuleCount.objects.exclude(rule=UNCHECKED[0], severity=UNCHECKED[1])


def rules_now(today: date, slugs: list[str] | None, kind: str = "") -> list[RuleFigures]:
    """Return the broken rules, errors first, the most frequent first within each severity."""
    counted = counted_findings()
    if slugs is not None:
        counted = counted.filter(department_slug__in=slugs)
    if kind:
        counted = counted.filter(result__kind=kind)
    figures: dict[tuple[str, str], RuleFigures] = {}
    for rule, severity, documents, findings in counted.values_list("rule", "severity").annotate(
        documents=Count("result", distinct=True), findings=Sum("count")
    ):
        figures[rule, severity] = RuleFigures(rule, severity, documents, findings)
    _add_weeks(figures, today, slugs)
    order = {severity: place for place, severity in enumerate(Severity.values)}
    return sorted(figures.values(), key=lambda one: (order[one.severity], -one.findings, one.rule))


def _add_weeks(figures: dict[tuple[str, str], RuleFigures], today: date, slugs) -> None:
    rows = _days_of(slugs).exclude(rule="")
    since = today - timedelta(weeks=WEEKS + 1)
    known = list(rows.filter(day__gte=since).values_list("day", flat=True).distinct())
    days = weekly_days(today, known)
    counts = {
        (rule, severity, day): findings
        for rule, severity, day, findings in rows.filter(day__in=days)
        .values_list("rule", "severity", "day")
        .annotate(Sum("findings"))
    }
    for (rule, severity), one in figures.items():
        one.weeks = [counts.get((rule, severity, day), 0) for day in days]


def _days_of(slugs: list[str] | None) -> QuerySet[QualityDay]:
    rows = QualityDay.objects.all()
    return rows if slugs is None else rows.filter(department_slug__in=slugs)


def results_of(slugs: list[str] | None) -> QuerySet[QualityResult]:
    """Return the results of these departments (None: of all)."""
    rows = QualityResult.objects.all()
    return rows if slugs is None else rows.filter(department_slug__in=slugs)
