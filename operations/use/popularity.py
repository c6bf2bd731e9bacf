"""How much guides were used lately: what search puts first among equals."""

from collections.abc import Iterable
from datetime import timedelta
from time import monotonic

from django.db.models import Q, Sum
from django.utils import timezone

from operations.choices import Use
from operations.models import UseCount

MONTHS, MONTH, WEEK = (timedelta(days=days) for days in (90, 30, 7))
WORTH = (0.25, 0.25, 0.5)
"""A use of the last ninety days, and what one of the last thirty and seven days adds to it."""
MOST_KEPT = 5_000
"""So many guides have a weight; the others are used too little to be told apart."""
SECONDS = 3_600

_weights: dict[str, float] = {}
_learned_at: float | None = None


def guide_uses(codes: Iterable[str]) -> dict[str, float]:
    """Return {code: weight above 0} of those of these guides that are used; asks no database."""
    return {code: _weights[code] for code in codes if code in _weights}


def learn_uses(*, fresh: bool = False) -> None:
    """Read the weights anew when an hour has passed; the thread of the counts calls this."""
    global _learned_at
    now = monotonic()
    if not fresh and _learned_at is not None and now - _learned_at < SECONDS:
        return
    _learned_at = now
    found = _read(timezone.localdate())
    _weights.clear()
    _weights.update(found)


def _read(today):
    rows = (
        UseCount.objects.filter(kind__in=(Use.VIEW, Use.API), day__gt=today - MONTHS)
        .exclude(code="")
        .order_by()
        .values("code")
        .annotate(
            months=Sum("count"),
            month=Sum("count", filter=Q(day__gt=today - MONTH)),
            week=Sum("count", filter=Q(day__gt=today - WEEK)),
        )
        .order_by("-months", "code")
    )
    return {
        code: sum(uses * worth for uses, worth in zip(map(float, sums), WORTH, strict=True))
        for code, *sums in (
            (code, months, month or 0, week or 0)
            for code, months, month, week in rows.values_list("code", "months", "month", "week")[
                :MOST_KEPT
            ]
        )
    }
