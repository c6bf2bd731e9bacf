"""The relay: brings events to their consumers, with a cursor each, retries, and dead letters."""

import logging
import math
import threading
from collections.abc import Callable
from datetime import timedelta
from time import monotonic
from typing import Any

from django.conf import settings
from django.db import InterfaceError, OperationalError, close_old_connections
from django.utils import timezone

from core.running import background_work
from core.running.one_at_a_time import one_at_a_time
from publication import consumers
from publication.due import apply_due
from publication.models import Cursor, DeadLetter, Event
from publication.suspensions.ending import write_reminders

log = logging.getLogger(__name__)

LONGEST_OUTAGE_WAIT_S = 5
"""A service that answers again is noticed within so many seconds, however long it was away."""
LONGEST_FAULT_WAIT_S = 60
SECONDS_A_CONSUMER = 5
SEEN_SECONDS = 10


def run_once(seconds: float = math.inf) -> dict[str, int]:
    """Apply what is due and bring every consumer up to date; return {consumer: events taken}.

    No consumer begins another event after so many `seconds`, so that a slow one that is far behind
    holds up no other. Background work then gets less than a second.
    """
    apply_due()
    write_reminders()
    taken = {
        name: deliver(name, handler, seconds) for name, handler in consumers.registered().items()
    }
    background_work.do_some()
    return taken


def deliver(name: str, handler: Callable[[Any], Any], seconds: float = math.inf) -> int:
    """Bring one consumer up to date; return how many events it took or set aside."""
    with one_at_a_time(f"relay:{name}") as has_lock:
        if not has_lock:
            return 0
        cursor, _created = Cursor.objects.get_or_create(consumer=name)
        _note_seen(cursor)
        if cursor.retry_at and cursor.retry_at > timezone.now():
            return 0
        return _deliver_after(cursor, handler, monotonic() + seconds)


def _note_seen(cursor):
    """Keep the moment, now and then: each time would be a write to the disk a second."""
    now = timezone.now()
    if cursor.seen_at is None or now - cursor.seen_at > timedelta(seconds=SEEN_SECONDS):
        Cursor.objects.filter(pk=cursor.pk).update(seen_at=now)


def _deliver_after(cursor, handler, until):
    taken = 0
    while events := _next_events(cursor):
        if _hand_over_together(cursor, events):
            taken += len(events)
            if monotonic() > until:
                return taken
            continue
        for event in events:
            if not _hand_over(cursor, handler, event):
                return taken
            taken += 1
            if monotonic() > until:
                return taken
    return taken


def _next_events(cursor):
    """Return the next events of a consumer; the first alone where the last attempt failed."""
    count = 1 if cursor.attempts else settings.RELAY_BATCH_SIZE
    return list(Event.objects.filter(seq__gt=cursor.seq).order_by("seq")[:count])


def _hand_over_together(cursor, events):
    """Hand events over at once where a consumer can take them; return whether it took them all.

    Where it did not they come one by one, which tells an outage from a fault of one event.
    """
    together = consumers.batch_handler(cursor.consumer)
    if together is None or len(events) == 1:
        return False
    try:
        together(events)
    except Exception as error:  # noqa: BLE001  one by one it shows what it is
        log.warning("consumer %s takes events one by one: %s", cursor.consumer, error)
        return False
    _advance(cursor, events[-1].seq)
    return True


def _hand_over(cursor, handler, event):
    """Hand one event to its consumer; return False when the consumer has to wait."""
    try:
        handler(event)
    except Exception as error:  # a consumer's fault must not stop the others
        if consumers.is_outage(error):
            return _wait(cursor, error, LONGEST_OUTAGE_WAIT_S)
        log.exception("consumer %s failed at event %s", cursor.consumer, event.seq)
        if cursor.attempts + 1 < settings.RELAY_MAX_ATTEMPTS:
            return _wait(cursor, error, LONGEST_FAULT_WAIT_S)
        _set_aside(cursor, event, error)
    _advance(cursor, event.seq)
    return True


def _wait(cursor, error, longest):
    cursor.attempts += 1
    # The power is bounded too: a service may be away for days.
    wait = min(settings.RELAY_BACKOFF_SECONDS * 2 ** min(cursor.attempts, 10), longest)
    Cursor.objects.filter(pk=cursor.pk).update(
        attempts=cursor.attempts,
        retry_at=timezone.now() + timedelta(seconds=wait),
        error=f"{type(error).__name__}: {error}"[:2000],
    )
    return False


def _set_aside(cursor, event, error):
    DeadLetter.objects.get_or_create(
        consumer=cursor.consumer,
        event=event,
        defaults={
            "error": f"{type(error).__name__}: {error}"[:2000],
            "attempts": cursor.attempts + 1,
        },
    )


def _advance(cursor, seq):
    """Move the cursor forward; never back, also when two relays run at once."""
    Cursor.objects.filter(pk=cursor.pk, seq__lt=seq).update(
        seq=seq, attempts=0, retry_at=None, error=""
    )
    cursor.seq, cursor.attempts = seq, 0


def lag_seconds() -> float:
    """Return the age in seconds of the oldest event that some consumer has not taken; 0 if none."""
    cursors = dict(Cursor.objects.values_list("consumer", "seq"))
    behind = min((cursors.get(name, 0) for name in consumers.registered()), default=None)
    if behind is None:
        return 0.0
    oldest = Event.objects.filter(seq__gt=behind).order_by("seq").values_list("at", flat=True)[:1]
    return max(((timezone.now() - at).total_seconds() for at in oldest), default=0.0)


def run_forever(stop: threading.Event | None = None) -> None:
    """Relay until `stop` (a threading.Event) is set; a failing database is waited for."""
    stop = stop or threading.Event()
    while not stop.is_set():
        try:
            close_old_connections()
            taken = run_once(SECONDS_A_CONSUMER)
        except (OperationalError, InterfaceError) as error:
            log.warning("the relay waits for the database: %s", error)
            taken = {}
        except Exception:
            log.exception("the relay stumbled and goes on")
            taken = {}
        if not any(taken.values()):
            stop.wait(settings.RELAY_POLL_SECONDS)


def start_thread() -> threading.Event:
    """Start the relay inside this process, as `make run` does; return the thread's stop event."""
    stop = threading.Event()
    threading.Thread(target=run_forever, args=(stop,), name="relay", daemon=True).start()
    return stop
