"""Which suspensions end tomorrow, or should have ended; and that it is written down once."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from core.signals import public_page_changed
from guides.choices import DocumentKind
from publication.choices import State
from publication.models import PublicState, SuspensionReminder

Stage = SuspensionReminder.Stage


def ending(today: date | None = None) -> QuerySet[PublicState]:
    """Return the public states of guides whose suspension ends by tomorrow, the oldest first."""
    tomorrow = (today or timezone.localdate()) + timedelta(days=1)
    states = PublicState.objects.filter(
        kind=DocumentKind.GUIDE, state=State.SUSPENDED, until__lte=tomorrow
    )
    return states.order_by("until", "code")


def write_reminders(today: date | None = None) -> int:
    """Write the reminders that are due; return how many. The same day again writes none.

    On the day itself the public page says something else without an event, so it is drawn anew.
    """
    today = today or timezone.localdate()
    reminders = _missing(today, Stage.AHEAD) + _missing(today, Stage.DUE)
    SuspensionReminder.objects.bulk_create(reminders, ignore_conflicts=True)
    due = [one.code for one in reminders if one.stage == Stage.DUE]
    if due:
        public_page_changed.send_robust(sender=PublicState, codes=due)
    return len(reminders)


def _missing(today, stage):
    """Return the reminders of a stage, not saved, that there are not yet."""
    states = ending(today)
    states = (
        states.filter(until__lte=today) if stage == Stage.DUE else states.filter(until__gt=today)
    )
    written = SuspensionReminder.objects.filter(
        code=OuterRef("code"), since=OuterRef("since"), until=OuterRef("until"), stage=stage
    )
    rows: Any = states.exclude(Exists(written)).values_list("code", "since", "until")
    return [
        SuspensionReminder(code=code, since=since, until=until, stage=stage)
        for code, since, until in rows
    ]
