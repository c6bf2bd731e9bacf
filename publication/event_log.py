"""Writing the event log: sequence numbers in commit order, taken last in a transaction."""

from datetime import datetime
from typing import Any

from django.db.models import F

from publication.models import Event, EventCounter, PublishedVersion


def take_places(count: int) -> range:
    """Return the next `count` sequence numbers; the last thing a publishing transaction locks.

    The counter row is held until commit, so the next transaction waits and commits later: a
    consumer that polls by `seq` can never see a number before a smaller one.
    """
    EventCounter.objects.get_or_create(pk=1)
    EventCounter.objects.filter(pk=1).update(last=F("last") + count)
    last = EventCounter.objects.values_list("last", flat=True).get(pk=1)
    return range(last - count + 1, last + 1)


def event_of(
    version: PublishedVersion,
    event_type: str,
    *,
    seq: int,
    at: datetime,
    payload: dict[str, Any] | None = None,
) -> Event:
    """Return the unsaved event that something happened to a filed version.

    Guides carry the SHA-256 of their public cut, which is what a portal can check.
    """
    return Event(
        seq=seq,
        type=event_type,
        code=version.code,
        kind=version.kind,
        version=version.version,
        sha256=version.public_sha256 or version.sha256,
        at=at,
        payload=payload or {},
    )
