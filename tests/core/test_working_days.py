"""Working days of China: published years, years' ends, years that no notice has settled yet."""

from datetime import date

import pytest

from core.duties.published_calendar import known_up_to
from core.duties.working_days import (
    Due,
    add_working_days,
    days_until,
    is_working_day,
    working_days_between,
)
from core.models import CalendarDay, HolidayNotice

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("day", "works"),
    [
        ("2026-09-20", True),  # a Sunday worked for the National Day
        ("2026-10-07", False),
        ("2026-10-10", True),  # a Saturday
        ("2026-10-11", False),
        ("2026-11-30", True),
        ("2027-01-01", False),
        ("2027-02-08", False),  # Spring Festival by law, of a year without a notice
        ("2027-02-22", True),
    ],
)
def test_days_are_those_of_the_state_council_and_of_the_law(day, works):
    assert is_working_day(date.fromisoformat(day)) is works


@pytest.mark.parametrize(
    ("start", "count", "due"),
    [
        ("2026-11-27", 1, Due(date(2026, 11, 30))),
        ("2026-09-18", 3, Due(date(2026, 9, 22))),
        ("2026-09-30", 1, Due(date(2026, 10, 8))),
        # Across the year's end: 2027 is not settled.
        ("2026-12-25", 5, Due(date(2027, 1, 4), is_provisional=True)),
        ("2026-12-31", 10, Due(date(2027, 1, 15), is_provisional=True)),
        ("2025-12-31", 1, Due(date(2026, 1, 4))),  # a Sunday that is worked
        ("2026-10-03", 0, Due(date(2026, 10, 8))),
    ],
)
def test_limits_end_on_working_days(start, count, due):
    assert add_working_days(date.fromisoformat(start), count) == due


def test_counting_and_adding_agree():
    start = date(2025, 12, 1)

    for count in range(1, 320):
        due = add_working_days(start, count).on
        assert working_days_between(start, due) == count
        assert days_until(due, today=start) == count
        assert days_until(start, today=due) == -count


@pytest.mark.parametrize(("today", "left"), [(27, 0), (28, -1), (29, -1), (30, -1)])
def test_what_was_due_on_friday_is_late_at_the_weekend_already(today, left):
    assert days_until(date(2026, 11, 27), today=date(2026, 11, today)) == left


def test_notice_settles_a_year_and_its_days_count_at_once():
    assert known_up_to() == 2026, "the library has grown: let the tests use a later year"
    before = add_working_days(date(2026, 12, 30), 3)

    notice = HolidayNotice.objects.create(year=2027, title="关于2027年部分节假日安排的通知")
    for day, is_working in (("2027-01-01", False), ("2027-01-02", True)):
        CalendarDay.objects.create(day=day, is_working=is_working, notice=notice)

    assert before == Due(date(2027, 1, 5), is_provisional=True)
    assert add_working_days(date(2026, 12, 30), 3) == Due(date(2027, 1, 4))


def test_day_of_this_city_alone_goes_before_the_published_calendar():
    CalendarDay.objects.create(day="2026-11-30", name="台风停工")

    assert add_working_days(date(2026, 11, 27), 1) == Due(date(2026, 12, 1))
