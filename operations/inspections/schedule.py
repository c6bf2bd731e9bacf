"""When the next inspection is due, and starting it beside the relay's other work."""

import threading
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection
from django.utils import timezone

from core.running.one_at_a_time import one_at_a_time
from operations.choices import Trigger
from operations.inspections.run import inspect
from operations.models import InspectionRun

WEEK = timedelta(days=7)
FEWEST_A_WEEK = 4
"""What the yearly evaluation asks for at least, whatever is configured."""


def interval() -> timedelta:
    """Return the time from one scheduled inspection to the next."""
    return WEEK / max(settings.INSPECTIONS_A_WEEK, FEWEST_A_WEEK)


def is_due(now: datetime | None = None) -> bool:
    """Return whether the next scheduled inspection should have begun."""
    last = InspectionRun.objects.filter(is_whole=True, is_demo=False).first()
    return last is None or (now or timezone.now()) - last.started_at >= interval()


class Inspector:
    """The relay's inspector: looks now and then whether one is due, and inspects in a thread.

    A check may take seconds, for which no event should wait.
    """

    LOOK_EVERY = timedelta(seconds=30)

    def __init__(self):
        self._next_look, self._thread = None, None

    def step(self, until: float) -> int:
        """Begin an inspection when one is due; return 0: nothing waits for more."""
        now = timezone.now()
        if not settings.WATCHING or (self._next_look and now < self._next_look):
            return 0
        self._next_look = now + self.LOOK_EVERY
        if (self._thread is None or not self._thread.is_alive()) and is_due(now):
            self._thread = threading.Thread(target=_inspect, name="inspection", daemon=True)
            self._thread.start()
        return 0


def _inspect():
    try:
        inspect_if_due()
    finally:
        connection.close()


def inspect_if_due() -> InspectionRun | None:
    """Inspect unless another process just does or did; return the run or None."""
    with one_at_a_time("inspection") as is_ours:
        return inspect(trigger=Trigger.SCHEDULE) if is_ours and is_due() else None
