"""Statistics of deciding (审核统计): time of each stage, returns and their reasons, who decides."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from statistics import median

from django.db.models import Count, Q
from django.utils import timezone

from core.duties.working_days import working_days_between
from moderation.choices import ReviewStage, Verdict
from moderation.comparing.sections import label_of
from moderation.models import Decision, StageTask

SAMPLE = 3000
"""Times and reasons are those of so many of the newest rows of a period; counts are of all."""
WEEKS = 12


@dataclass(frozen=True)
class StageTimes:
    """How long a stage took: working days at the median and at the slow end, and its number."""

    label: str
    count: int
    median: float
    slow: float
    late: int


@dataclass
class Statistics:
    """What the page shows of a period."""

    stages: list = field(default_factory=list)
    departments: list = field(default_factory=list)
    sections: list = field(default_factory=list)
    people: list = field(default_factory=list)
    weeks: list = field(default_factory=list)


def statistics_of(since: date, department_ids: Collection[int] | None = None) -> Statistics:
    """Return the Statistics since a day, of some departments or, without them, of all."""
    moment = timezone.make_aware(datetime.combine(since, time.min))
    decisions = Decision.objects.filter(decided_at__gte=moment).order_by()
    tasks = StageTask.objects.filter(ended_at__gte=moment)
    if department_ids is not None:
        decisions = decisions.filter(submission__department_id__in=department_ids)
        tasks = tasks.filter(submission__department_id__in=department_ids)
    return Statistics(
        stages=[_times(tasks, stage) for stage in ReviewStage],
        departments=_returns(decisions),
        sections=_reasons(decisions),
        people=_load(decisions),
        weeks=_weeks(decisions),
    )


def _times(tasks, stage):
    rows = tasks.filter(stage=stage).order_by("-ended_at")
    moments = rows.values_list("began_at", "ended_at", "due_on")[:SAMPLE]
    days, late = [], 0
    for began_at, ended_at, due_on in moments:
        ended_on = timezone.localdate(ended_at)
        days.append(working_days_between(timezone.localdate(began_at), ended_on))
        late += ended_on > due_on
    days.sort()
    slow = days[min(len(days) - 1, len(days) * 9 // 10)] if days else 0
    return StageTimes(stage.label, len(days), median(days) if days else 0, slow, late)


def _returns(decisions):
    """Return [(department, decided, returned, percent)], the highest share of returns first."""
    is_returned = Q(verdict=Verdict.RETURNED)
    rows = decisions.values("submission__department__name").annotate(
        count=Count("pk"), returned=Count("pk", filter=is_returned)
    )
    found = [
        (
            row["submission__department__name"],
            row["count"],
            row["returned"],
            round(100 * row["returned"] / row["count"]),
        )
        for row in rows
    ]
    return sorted(found, key=lambda row: (-row[3], row[0]))


def _reasons(decisions):
    """Return [(section, how many returns named it)], the most first."""
    returned = decisions.filter(verdict=Verdict.RETURNED).order_by("-decided_at")
    counts = Counter(
        key for reasons in returned.values_list("section_reasons", flat=True)[:SAMPLE]
        for key in reasons
    )  # fmt: skip
    return [(str(label_of(key)), count) for key, count in counts.most_common()]


def _load(decisions):
    """Return [(person, stage, decided, returned)], the most first."""
    is_returned = Q(verdict=Verdict.RETURNED)
    rows = decisions.values("signed_name", "signed_username", "stage").annotate(
        count=Count("pk"), returned=Count("pk", filter=is_returned)
    )
    return [
        (
            row["signed_name"] or row["signed_username"] or "–",
            ReviewStage(row["stage"]).label,
            row["count"],
            row["returned"],
        )
        for row in rows.order_by("-count", "signed_username")[:200]
    ]


def _weeks(decisions):
    """Return [(Monday, decided)] of the last weeks, the oldest first."""
    today = timezone.localdate()
    monday = today - timedelta(days=today.weekday())
    mondays = [monday - timedelta(weeks=back) for back in reversed(range(WEEKS))]
    start = timezone.make_aware(datetime.combine(mondays[0], time.min))
    counts = Counter()
    for moment in decisions.filter(decided_at__gte=start).values_list("decided_at", flat=True)[
        : 20 * SAMPLE
    ]:
        day = timezone.localdate(moment)
        counts[day - timedelta(days=day.weekday())] += 1
    return [(day, counts[day]) for day in mondays]
