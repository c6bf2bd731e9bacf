"""Working days (工作日) of China: the local calendar, else the published one, else the week's rule.

A year is known when a notice for it is loaded here or the library `holidays` carries the State
Council's. Of any other year the rule is Monday to Friday less the holidays by law; what reaches
into such a year is provisional (暂定) and counted again once its notice is loaded.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.cache import caches
from django.utils import timezone

from core.duties.models import CalendarDay, HolidayNotice
from core.duties.published_calendar import known_up_to, published_year

KEY = "working-days"
SECONDS = 10
"""Another process may count by the old calendar for so long."""
SATURDAY = 5
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Due:
    """The last day of a time limit, and whether a year on the way is not settled yet (暂定)."""

    on: date
    is_provisional: bool = False


@dataclass(frozen=True)
class LocalCalendar:
    """What this city's own calendar says: years with a notice, days against the rule."""

    years: frozenset[int]
    days: dict[date, bool]


def local_calendar() -> LocalCalendar:
    """Return the LocalCalendar, read again when it changes."""
    found: Any = caches["process"].get_or_set(KEY, _read, SECONDS)
    return found


def _read():
    return LocalCalendar(
        frozenset(HolidayNotice.objects.values_list("year", flat=True)),
        dict(CalendarDay.objects.values_list("day", "is_working")),
    )


def forget_calendar(**kwargs: Any) -> None:
    """Let this process read the calendar anew."""
    caches["process"].delete(KEY)


def is_settled(year: int, local: LocalCalendar | None = None) -> bool:
    """Return whether the working days of a year are known for good."""
    return year <= known_up_to() or year in (local or local_calendar()).years


def is_working_day(day: date, local: LocalCalendar | None = None) -> bool:
    """Return whether offices work on a day."""
    local = local or local_calendar()
    if day in local.days:
        return local.days[day]
    if day.year in local.years:
        return day.weekday() < SATURDAY
    year = published_year(day.year)
    return day in year.made_up or (day.weekday() < SATURDAY and day not in year.free)


def add_working_days(start: date, count: int) -> Due:
    """Return the Due of `count` working days after `start`, which itself does not count.

    No working days at all are due on the first working day that is not before `start`.
    """
    local, day, left = local_calendar(), start, count
    while left > 0 or not is_working_day(day, local):
        day += ONE_DAY
        left -= is_working_day(day, local)
    years = range(start.year, day.year + 1)
    return Due(day, not all(is_settled(year, local) for year in years))


def working_days_between(start: date, end: date) -> int:
    """Return how many working days lie after `start` up to `end`; negative when `end` is before."""
    if end < start:
        return -working_days_between(end, start)
    local, days = local_calendar(), (end - start).days
    return sum(is_working_day(start + ONE_DAY * n, local) for n in range(1, days + 1))


def days_until(day: date, today: date | None = None) -> int:
    """Return the working days left until a day; 0 on the day itself, negative after it.

    On the Saturday after a Friday it is one day late already, as on the Monday.
    """
    today = today or timezone.localdate()
    left = working_days_between(today, day)
    return min(left, -1) if day < today else left
