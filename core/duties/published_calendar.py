"""The published calendar: notices of the State Council and holidays by law, from `holidays`.

The library is loaded when days are counted first: it takes 18 MB, and most processes count none.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache


@dataclass(frozen=True)
class PublishedYear:
    """The holidays of a year, and its weekend days on which people work."""

    free: frozenset[date]
    made_up: frozenset[date]


@cache
def published_year(year: int) -> PublishedYear:
    """Return a year as the library carries it; one that it does not know has no such days."""
    from holidays import country_holidays

    china = country_holidays("CN", years=year)
    of_year = {day for day in china if day.year == year}
    return PublishedYear(frozenset(of_year), frozenset(china.weekend_workdays))


@cache
def known_up_to() -> int:
    """Return the last year whose notice the library carries."""
    from holidays.countries.china import ChinaStaticHolidays

    return max(ChinaStaticHolidays.special_public_holidays)
