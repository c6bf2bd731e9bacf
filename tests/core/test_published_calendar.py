"""The published calendar says what the library `holidays` says.

When the library has grown: `CALENDAR=write pytest tests/core/test_published_calendar.py`, look at
the difference, and commit it.
"""

import json
import os
from datetime import date, timedelta

import holidays
from holidays.countries.china import ChinaStaticHolidays

from core.duties.published_calendar import TABLE, published_calendar

YEARS = range(1950, 2101)
"""All that the library has: the first year of holidays by law, the last one of its moon."""
SATURDAY = 5


def test_table_has_every_day_of_the_library():
    table = {
        "known_up_to": max(ChinaStaticHolidays.special_public_holidays),
        "years": {str(year): _by_the_library(year) for year in YEARS},
    }
    if os.environ.get("CALENDAR") == "write":
        TABLE.write_text(_lines(table), encoding="utf-8")

    assert table == json.loads(TABLE.read_text(encoding="utf-8")), (
        "the library has other days; write the table anew: "
        "CALENDAR=write pytest tests/core/test_published_calendar.py"
    )


def test_year_outside_the_table_has_the_rule_of_the_week_alone():
    calendar = published_calendar()

    assert not calendar.of(YEARS[0] - 1).off
    assert calendar.of(YEARS[-1]).off
    assert not calendar.of(YEARS[-1] + 1).off


def _by_the_library(year):
    china = holidays.country_holidays("CN", years=year)
    first = date(year, 1, 1)
    days = [first + timedelta(days=n) for n in range((date(year + 1, 1, 1) - first).days)]
    return {
        "off": _names(day for day in days if day in china and day.weekday() < SATURDAY),
        "on": _names(day for day in days if day in china.weekend_workdays),
    }


def _names(days):
    return " ".join(f"{day:%m-%d}" for day in days)


def _lines(table):
    """Return JSON with one line a year, so that a new notice is one line of a difference."""
    years = ",\n".join(f'"{year}": {json.dumps(days)}' for year, days in table["years"].items())
    return f'{{"known_up_to": {table["known_up_to"]}, "years": {{\n{years}\n}}}}\n'
