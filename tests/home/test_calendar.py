"""The calendar of working days that the windows' open state is reckoned by."""

from datetime import date

import pytest

from core.duties.models import CalendarDay

pytestmark = pytest.mark.django_db
OFF = (
    "01-01 01-02 02-16 02-17 02-18 02-19 02-20 02-23 04-06 05-01 05-04 05-05 06-19 09-25 "
    "10-01 10-02 10-05 10-06 10-07"
)
ON = "01-04 02-14 02-28 05-09 09-20 10-10"


@pytest.fixture
def calendar(client, set_clock):
    """Return a function that reads the calendar at a moment."""

    def at(moment):
        set_clock(moment)
        return client.get("/calendar.json").json()

    return at


def test_the_calendar_of_2026_is_that_of_the_notice(calendar):
    known = calendar("2026-11-28 10:00")["2026"]

    assert known == {"settled": True, "off": OFF.split(), "on": ON.split()}


def test_a_year_without_a_notice_is_not_settled(calendar):
    coming = calendar("2026-11-28 10:00")["2027"]

    assert coming["settled"] is False
    assert coming["on"] == []
    assert "02-08" in coming["off"]


def test_a_day_of_the_city_alone_counts(calendar):
    CalendarDay.objects.create(day=date(2026, 11, 30), is_working=False, name="停电检修")

    assert "11-30" in calendar("2026-11-28 10:00")["2026"]["off"]
