"""Deadlines of review: ten, fifteen and three working days, stopped while returned."""

from datetime import date

import pytest
from django.utils import timezone

from core.access.scope import scope_of
from core.models import CalendarDay, Delegation, HolidayNotice
from moderation import deadlines
from moderation.choices import ChangeKind, Span, Verdict
from moderation.errors import NotAllowed
from moderation.models import StageLimit, StageTask, Submission
from moderation.submit import submit
from tests.moderation.steps import REASONS, act, approve_all, approver, save_draft

pytestmark = pytest.mark.django_db


def due_of(submission):
    return deadlines.open_task(submission).due_on


def test_each_stage_has_its_last_day_and_the_office_has_one_for_both(city, set_clock):
    set_clock("2026-11-02 09:00")
    submission = submit(city.guide, city.compiler)
    assert due_of(submission) == date(2026, 11, 16)

    set_clock("2026-11-04 09:00")
    submission = act(submission, city.reviewer)
    assert due_of(submission) == date(2026, 11, 25)

    set_clock("2026-11-09 09:00")
    submission = act(submission, city.formal)
    assert due_of(submission) == date(2026, 11, 25)

    set_clock("2026-11-10 09:00")
    submission = act(submission, city.compliance)
    assert due_of(submission) == date(2026, 11, 13)
    assert deadlines.days_left(submission) == 3

    set_clock("2026-11-16 09:00")
    assert deadlines.days_left(submission) == -1
    listed = Submission.objects.with_deadlines().get(pk=submission.pk)
    assert (listed.due_on, deadlines.days_left(listed)) == (date(2026, 11, 13), -1)


def test_days_while_returned_do_not_count_and_days_used_do(city, set_clock):
    set_clock("2026-11-02 09:00")
    submission = act(submit(city.guide, city.compiler), city.reviewer)
    set_clock("2026-11-06 09:00")
    act(submission, city.formal, Verdict.RETURNED, opinion="请补正")

    set_clock("2026-12-07 09:00")
    save_draft(city.guide, city.compiler, summary="补正")
    again = act(submit(city.guide, city.compiler, reasons=REASONS), city.reviewer)

    task = deadlines.open_task(again)
    assert (task.days, task.due_on) == (11, date(2026, 12, 22))


def test_nothing_is_due_of_what_has_ended(city):
    submission = approve_all(city, submit(city.guide, city.compiler))

    assert deadlines.days_left(submission) is None
    assert not StageTask.objects.filter(ended_at=None).exists()
    assert StageTask.objects.filter(submission=submission).count() == 4


def test_limits_follow_the_kind_of_change_and_what_the_office_sets():
    assert deadlines.limit_of(Span.OFFICE, ChangeKind.AMEND) == 15
    assert deadlines.limit_of(Span.OFFICE, ChangeKind.URGENT) == 2

    StageLimit.objects.create(span=Span.OFFICE, days=12)
    StageLimit.objects.create(span=Span.OFFICE, change_kind=ChangeKind.URGENT, days=1)

    assert deadlines.limit_of(Span.OFFICE, ChangeKind.AMEND) == 12
    assert deadlines.limit_of(Span.OFFICE, ChangeKind.URGENT) == 1
    assert deadlines.limit_of(Span.DEPARTMENT, ChangeKind.NEW) == 10


def test_last_days_are_counted_again_when_the_notice_of_a_year_comes(city, set_clock):
    set_clock("2026-12-28 09:00")
    submission = submit(city.guide, city.compiler)
    task = deadlines.open_task(submission)
    assert (task.due_on, task.is_provisional) == (date(2027, 1, 12), True)

    notice = HolidayNotice.objects.create(year=2027, title="2027年放假安排")
    CalendarDay.objects.create(day="2027-01-01", notice=notice)
    CalendarDay.objects.create(day="2027-01-04", notice=notice, name="元旦调休")
    counted = deadlines.recount()

    task = deadlines.open_task(submission)
    assert (counted, task.due_on, task.is_provisional) == (1, date(2027, 1, 13), False)
    assert deadlines.recount() == 0


def test_every_way_of_going_on_keeps_one_open_task(city):
    submission = submit(city.guide, city.compiler)

    while submission.is_open:
        [task] = submission.tasks.filter(ended_at=None)
        assert task.stage == submission.stage
        submission = act(submission, approver(city, submission))


def test_stand_in_decides_nothing_that_he_submitted_himself(city):
    today = timezone.localdate()
    Delegation.objects.create(
        person=city.reviewer,
        stand_in=city.compiler,
        starts_on=today,
        ends_on=today,
        reason="休假",
        proposed_by=city.reviewer,
        confirmed_by=city.filing,
    )
    submission = submit(city.guide, city.compiler)
    compiler = type(city.compiler).objects.get(pk=city.compiler.pk)

    with pytest.raises(NotAllowed):
        act(submission, compiler)

    assert city.department.pk in scope_of(compiler).reviews
