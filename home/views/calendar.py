"""On which days offices work, for the windows' open state: `/calendar.json`."""

from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone

from core.duties.working_days import SATURDAY, is_settled, is_working_day, local_calendar
from home.http_cache import public
from home.reading_only import reading_only

KEPT = "public, max-age=3600"


@reading_only
def calendar(request: HttpRequest) -> HttpResponse:
    """Return, for this year and the next, the days against the rule of the week.

    `{year: {"settled", "off", "on"}}` with days as `MM-DD`: `off` are holidays from Monday to
    Friday, `on` working days at weekends. A year that is not settled has the holidays by law
    alone, and which days around them are free is not known.
    """
    local, year = local_calendar(), timezone.localdate().year
    response = public(JsonResponse({year: _of(year, local) for year in (year, year + 1)}))
    response["Cache-Control"] = KEPT
    return response


def _of(year, local):
    first = date(year, 1, 1)
    days = [first + timedelta(days=n) for n in range((date(year + 1, 1, 1) - first).days)]
    against = [day for day in days if is_working_day(day, local) != (day.weekday() < SATURDAY)]
    return {
        "settled": is_settled(year, local),
        "off": [f"{day:%m-%d}" for day in against if day.weekday() < SATURDAY],
        "on": [f"{day:%m-%d}" for day in against if day.weekday() >= SATURDAY],
    }
