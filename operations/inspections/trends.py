"""The course of a check's values, as small lines for the admin."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils import timezone

from operations.models import CheckResult

DAYS = 14
MOST_POINTS = 60


def courses(days: int = DAYS, *, is_demo: bool = False) -> dict[str, list[float]]:
    """Return {check name: its values of the last days, oldest first}, MOST_POINTS at most each."""
    since = timezone.now() - timedelta(days=days)
    rows = CheckResult.objects.filter(at__gte=since, run__is_demo=is_demo).exclude(value=None)
    found = defaultdict(list)
    for name, value in rows.order_by("at").values_list("check_name", "value"):
        found[name].append(value)
    return {name: _thinned(values) for name, values in found.items()}


def days_until(values_at: Sequence[tuple[datetime, float]], limit: float) -> float | None:
    """Return in how many days a growing value reaches its limit, by a straight line; None if never.

    `values_at` are (moment, value) pairs, oldest first.
    """
    if len(values_at) < 2:
        return None
    (first_at, first), (last_at, last) = values_at[0], values_at[-1]
    days = (last_at - first_at).total_seconds() / 86_400
    if days < 1 or last <= first:
        return None
    return max(0.0, (limit - last) / ((last - first) / days))


def _thinned(values):
    step = -(-len(values) // MOST_POINTS)
    return values[::-1][:: step or 1][::-1]
