"""What the log tells: how much is searched, how often nothing is found, what should be added."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Avg, Count, F, Max, Q, QuerySet
from django.db.models.functions import TruncDate
from django.utils import timezone

from search.dictionary.conflicts import conflicts_of
from search.models import LoggedClick, LoggedQuery, SearchEntry, Synonym

DAYS = 30
MOST_LISTED = 30
WITHOUT = Q(total=0)


@dataclass(frozen=True)
class Candidate:
    """A query that found nothing (俗称候选), with the official name it may stand for."""

    word: str
    times: int
    official: str
    evidence: str
    conflicts: list[str]


def totals(days: int = DAYS) -> dict[str, Any]:
    """Return {"searches", "without", "clicks", "answered", "corrected", "milliseconds"}."""
    rows = _since(LoggedQuery, days)
    found = rows.aggregate(
        searches=Count("pk"),
        without=Count("pk", filter=WITHOUT),
        answered=Count("pk", filter=Q(answered=True)),
        corrected=Count("pk", filter=~Q(corrected="")),
        milliseconds=Avg("milliseconds"),
    )
    return found | {"clicks": _since(LoggedClick, days).count()}


def by_day(days: int = DAYS) -> list[tuple[date, int, int]]:
    """Return [(day, searches, without a hit)], every day of the time."""
    rows = _since(LoggedQuery, days).annotate(day=TruncDate("at")).values("day")
    counted = {
        row["day"]: (row["all"], row["without"])
        for row in rows.annotate(all=Count("pk"), without=Count("pk", filter=WITHOUT))
    }
    today = timezone.localdate()
    spread = [today - timedelta(days=back) for back in range(days - 1, -1, -1)]
    return [(day, *counted.get(day, (0, 0))) for day in spread]


def most_asked(days: int = DAYS) -> QuerySet[Any, dict[str, Any]]:
    """Return the queries that were asked most: `folded word times without`."""
    return _grouped(_since(LoggedQuery, days))[:MOST_LISTED]


def candidates(days: int = DAYS) -> list[Candidate]:
    """Return Candidates: queries without a hit that no everyday word explains yet, most first."""
    rows = _grouped(_since(LoggedQuery, days).filter(WITHOUT))[:MOST_LISTED]
    known = set(Synonym.objects.values_list("folded", flat=True))
    chosen = _chosen([row["folded"] for row in rows])
    return [
        Candidate(
            word=row["word"],
            times=row["times"],
            official=chosen.get(row["folded"], ""),
            evidence=f"搜索记录：{days} 天内 {row['times']} 次没有结果",
            conflicts=conflicts_of(row["word"]),
        )
        for row in rows
        if row["folded"] not in known and len(row["folded"]) > 1
    ]


def _chosen(queries):
    """Return {query: official name} of the guides that people opened from these queries."""
    clicks = LoggedClick.objects.filter(folded__in=queries)
    rows = clicks.values("folded", "code").annotate(times=Count("pk")).order_by("times")
    codes = {row["folded"]: row["code"] for row in rows}
    entries = SearchEntry.objects.filter(code__in=codes.values(), is_open=True)
    names = {one.code: one.payload_name for one in entries}
    return {query: names[code] for query, code in codes.items() if code in names}


def _grouped(rows):
    return (
        rows.values("folded")
        .annotate(word=Max("text"), times=Count("pk"), without=Count("pk", filter=WITHOUT))
        .order_by(F("times").desc(), "folded")
    )


def _since(model, days):
    return model.objects.filter(at__gte=timezone.now() - timedelta(days=days))
