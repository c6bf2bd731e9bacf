"""Who follows the event log: search, caches, webhooks; idempotent, each with its own cursor."""

from collections.abc import Callable
from typing import Any

from django.db import InterfaceError, OperationalError

from core.files.disk_faults import is_disk_fault

_CONSUMERS = {}
_BATCHES = {}
OUTAGES = (OperationalError, InterfaceError, ConnectionError, TimeoutError)


class Unavailable(Exception):  # noqa: N818  a state of a service, not a fault
    """A consumer's service does not answer: try again later, as long as it takes.

    Every exception that is no outage counts as the event's fault and leads to a dead letter in
    the end.
    """


def is_outage(error: BaseException) -> bool:
    """Return whether an error says something of a service or a disk, not of the event."""
    return isinstance(error, (Unavailable, *OUTAGES)) or is_disk_fault(error)


def register(
    name: str, handler: Callable[[Any], Any], many: Callable[[Any], Any] | None = None
) -> None:
    """Let `handler(event)` be called for every event, in order, at least once.

    `many(events)` takes several at once, all or none; when it raises they come one by one.
    """
    _CONSUMERS[name], _BATCHES[name] = handler, many


def unregister(name: str) -> None:
    """Take a consumer away, as tests do."""
    _CONSUMERS.pop(name, None)
    _BATCHES.pop(name, None)


def registered() -> dict[str, Callable[[Any], Any]]:
    """Return the consumers as {name: handler}."""
    return dict(_CONSUMERS)


def batch_handler(name: str) -> Callable[[Any], Any] | None:
    """Return what takes several events at once for a consumer, None when nothing does."""
    return _BATCHES.get(name)
