"""The published calendar: days against the rule of the week, by the State Council and by law.

The table beside this module is written from the library `holidays`, which knows the notices and
the moon. It is read instead of the library, whose 300 countries take 18 MB of each process.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

TABLE = Path(__file__).with_suffix(".json")


@dataclass(frozen=True)
class PublishedYear:
    """Days of a year as `MM-DD`: free ones from Monday to Friday, working ones at weekends."""

    off: frozenset[str] = frozenset()
    on: frozenset[str] = frozenset()


@dataclass(frozen=True)
class PublishedCalendar:
    """All published years, and the last one whose notice is known (later ones by law alone)."""

    known_up_to: int
    years: Mapping[int, PublishedYear]

    def of(self, year: int) -> PublishedYear:
        """Return a PublishedYear; before and after the table nothing is against the rule."""
        return self.years.get(year, PublishedYear())


@cache
def published_calendar() -> PublishedCalendar:
    """Return the table as a PublishedCalendar."""
    table = json.loads(TABLE.read_text(encoding="utf-8"))
    years = {
        int(year): PublishedYear(frozenset(days["off"].split()), frozenset(days["on"].split()))
        for year, days in table["years"].items()
    }
    return PublishedCalendar(table["known_up_to"], years)
