"""Figures of incidents: how many a month, how long until taken up and repaired."""

from datetime import datetime

from django.db.models import Avg, F
from django.utils import timezone

from operations.models import Incident
from operations.models.incident import IncidentQuerySet


def year_bounds(year: int) -> tuple[datetime, datetime]:
    """Return the first moment of a year of the city, and that of the next."""
    first, following = (timezone.make_aware(datetime(one, 1, 1)) for one in (year, year + 1))
    return first, following


def faults_of_year(year: int, *, is_demo: bool = False) -> IncidentQuerySet:
    """Return the incidents of a year that count as faults."""
    rows = Incident.objects.filter(is_demo=is_demo).faults()
    return rows.between(*year_bounds(year))


def mean_repair_minutes(faults: IncidentQuerySet) -> float | None:
    """Return the mean minutes from noticing to repair of those that are repaired, or None."""
    return _mean_minutes(faults.exclude(repaired_at=None), "repaired_at")


def mean_response_minutes(faults: IncidentQuerySet) -> float | None:
    """Return the mean minutes until somebody took a fault up, or None."""
    return _mean_minutes(faults.exclude(responded_at=None), "responded_at")


def _mean_minutes(rows, end):
    mean = rows.aggregate(mean=Avg(F(end) - F("detected_at")))["mean"]
    return None if mean is None else round(mean.total_seconds() / 60)
