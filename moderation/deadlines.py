"""Deadlines (时限): each stage's task with its last day, in working days, stopped while returned.

The department has ten working days, the reform office's two stages fifteen together, filing three;
`StageLimit` rows replace these by kind of change. A text that comes back after a return goes on
with what was left of each limit: the days between return and resubmission do not count.
"""

import math
from datetime import date, datetime
from time import monotonic
from typing import Any

from django.utils import timezone

from core.duties.working_days import add_working_days, days_until, working_days_between
from moderation.choices import SPAN_OF_STAGE, ChangeKind, ReviewStage, Span, SubmissionState
from moderation.kinds import KINDS
from moderation.models import StageLimit, StageTask, Submission

DEFAULTS = {Span.DEPARTMENT: 10, Span.OFFICE: 15, Span.FILING: 3}
"""Working days of each stretch; `moderation.kinds` names kinds that take less."""
BATCH = 100
LEAST = 1
"""However much was used before, a stage has a working day."""


def limit_of(span: Span, change_kind: str) -> int:
    """Return the working days of a stretch for a kind of change."""
    rows = StageLimit.objects.filter(span=span, change_kind__in=(change_kind, ""))
    set_days = dict(rows.values_list("change_kind", "days"))
    shipped = KINDS[ChangeKind(change_kind)].days
    if change_kind in set_days:
        return set_days[change_kind]
    return shipped.get(span, set_days.get("", DEFAULTS[span]))


def begin_stage(submission: Submission, now: datetime | None = None) -> StageTask:
    """Make the task of the stage at which a Submission stands, and return it."""
    now = now or timezone.now()
    span = SPAN_OF_STAGE[ReviewStage(submission.stage)]
    if begun := _first_of_span(submission, span):
        facts = {name: getattr(begun, name) for name in ("days", "due_on", "is_provisional")}
    else:
        days = max(limit_of(span, submission.kind) - _used(submission, span), LEAST)
        facts = {"days": days} | _due(timezone.localdate(now), days)
    task = StageTask(submission=submission, stage=submission.stage, span=span, began_at=now)
    for name, value in facts.items():
        setattr(task, name, value)
    task.save(force_insert=True)
    return task


def _first_of_span(submission, span):
    """Return the task of the office's first stage: its second goes on with the same limit."""
    if submission.stage != ReviewStage.COMPLIANCE:
        return None
    return submission.tasks.filter(span=span).order_by("pk").first()


def end_stage(submission: Submission, now: datetime | None = None) -> None:
    """End the task of the stage at which a Submission stands."""
    open_tasks = submission.tasks.filter(ended_at=None)
    open_tasks.update(ended_at=now or timezone.now())


def _due(start, days):
    due = add_working_days(start, days)
    return {"due_on": due.on, "is_provisional": due.is_provisional}


def _used(submission, span):
    """Return the working days that earlier rounds of the same version took of a stretch."""
    if submission.attempt == 1:
        return 0
    filed = Submission.objects.filter(page_id=submission.page_id, state=SubmissionState.FILED)
    since = filed.order_by("-pk").values_list("pk", flat=True).first() or 0
    earlier = StageTask.objects.filter(
        span=span,
        submission__page_id=submission.page_id,
        submission__pk__gt=since,
        submission__pk__lt=submission.pk,
        ended_at__isnull=False,
    )
    moments = earlier.values_list("began_at", "ended_at")
    return sum(
        working_days_between(timezone.localdate(began), timezone.localdate(ended))
        for began, ended in moments
    )


def open_task(submission: Submission) -> StageTask | None:
    """Return the task of the stage that waits; None once a Submission has ended."""
    return submission.tasks.filter(ended_at=None).first() if submission.is_open else None


def days_left(submission: Submission, today: date | None = None) -> int | None:
    """Return the working days left of the stage that waits: 0 on the last day, then negative.

    None when nothing waits. A Submission that comes from `with_deadlines()` costs no query.
    """
    if hasattr(submission, "due_on"):
        due_on = submission.due_on
    else:
        task = open_task(submission)
        due_on = task and task.due_on
    return None if due_on is None else days_until(due_on, today)


def count_again(**kwargs: Any) -> None:
    """Mark the open tasks to be counted again: the calendar has changed."""
    StageTask.objects.filter(ended_at=None).update(is_stale=True)


def recount(until: float = math.inf) -> int:
    """Count marked tasks again up to a `monotonic()` moment; return how many were counted."""
    counted = 0
    stale = StageTask.objects.filter(is_stale=True).select_related("submission").order_by("pk")
    while monotonic() < until and (tasks := list(stale[:BATCH])):
        for task in tasks:
            first = task.submission.tasks.filter(span=task.span).earliest("pk")
            facts = _due(timezone.localdate(first.began_at), task.days)
            StageTask.objects.filter(pk=task.pk).update(is_stale=False, **facts)
        counted += len(tasks)
    return counted
