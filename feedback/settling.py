"""Settling feedback: answers, tasks that are done, and phone numbers that have served."""

from collections.abc import Collection
from typing import Any

from django.utils import timezone

from core.models import Department
from feedback.choices import Outcome
from feedback.models import Correction, Rating, RatingTask
from feedback.privacy import ANSWERED

BATCH = 500


def settle_correction(correction: Correction, user: Any) -> None:
    """Note who answered a correction and when; the phone number stays for thirty days more."""
    if correction.is_open:
        correction.answered_at = correction.answered_by = None
        return
    if correction.answered_at is None:
        correction.answered_at, correction.answered_by = timezone.now(), user
        _purge_soon(correction)


def settle_task(task: RatingTask) -> None:
    """Note when a task's contact and mending were done."""
    now = timezone.now()
    task.contacted_at = (task.contacted_at or now) if task.contact_note else None
    task.mended_at = (task.mended_at or now) if task.mend_note else None
    if task.mended_at and task.rating.phone:
        _purge_soon(task.rating)
        task.rating.save(update_fields=["purge_on"])


def _purge_soon(row):
    if row.phone:
        row.purge_on = min(filter(None, (row.purge_on, timezone.localdate() + ANSWERED)))


def follow_guides(sender: Any, codes: Collection[str], target: Department, **more: Any) -> None:
    """Let what is still to be answered or mended go with guides that were handed over."""
    tasks = RatingTask.objects.filter(rating__code__in=codes, mended_at=None)
    tasks.update(department=target)
    open_ones = Correction.objects.filter(code__in=codes, outcome=Outcome.OPEN)
    open_ones.update(department=target)


def purge(until: float | None = None) -> int:
    """Delete the phone numbers whose day has come; return how many. Runs as background work."""
    today = timezone.localdate()
    purged = 0
    for model in (Rating, Correction):
        due = model.objects.filter(purge_on__lte=today)
        keys = list(due.order_by().values_list("pk", flat=True)[:BATCH])
        if keys:
            purged += model.objects.filter(pk__in=keys).update(phone="", purge_on=None)
    return purged
