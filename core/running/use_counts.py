"""How often readers use what: counted in memory, handed over in batches; nothing of the readers.

A reader's request only appends to a list. A thread of the process hands the counts over now and
then through `core.registries.write_uses`; a database that is away is tried again with the next
batch. Neither address nor device nor session is looked at, so nothing can be found out of anybody;
programs that say that they are robots are left out.
"""

import atexit
import logging
import os
import threading
from collections import Counter, deque

from django.conf import settings
from django.db import connections
from django.utils import timezone

from core import registries

log = logging.getLogger(__name__)

VIEW, SEARCH, DOWNLOAD, API = "view", "search", "download", "api"
CHINESE, ENGLISH, PROGRAM = "zh", "en", "api"
MOST_WAITING = 200_000
"""So many uses wait at most; the oldest are lost when a database is away for long."""

_waiting: deque = deque(maxlen=MOST_WAITING)
_thread: threading.Thread | None = None
_stop = threading.Event()


def count(kind: str, channel: str, code: str = "", agent: str = "") -> None:
    """Count one use: of a guide, where `code` names one, over a channel; robots do not count."""
    if agent:
        agent = agent.lower()
        if "bot" in agent or "spider" in agent or "crawl" in agent:
            return
    _waiting.append((kind, code, channel))
    if _thread is None:
        _start()


def flush() -> int:
    """Hand over what was counted; return how many uses. What fails waits for the next time."""
    taken = [_waiting.popleft() for _one in range(len(_waiting))]
    if not taken:
        return 0
    try:
        registries.write_uses(timezone.localdate(), Counter(taken))
    except Exception as error:  # noqa: BLE001 - whatever is away, the counts wait
        log.warning("uses could not be written down and wait: %s", error)
        _waiting.extendleft(reversed(taken[: MOST_WAITING - len(_waiting)]))
        return 0
    return len(taken)


def waiting() -> tuple[tuple[str, str, str], ...]:
    """Return what is counted and not yet handed over: (kind, code, channel) for each use."""
    return tuple(_waiting)


def forget() -> None:
    """Drop what waits, as tests do."""
    _waiting.clear()


def _start():
    global _thread
    if settings.USE_FLUSH_SECONDS <= 0:
        return
    _thread = threading.Thread(target=_run, name="use-counts", daemon=True)
    _thread.start()


def _run():
    while not _stop.wait(settings.USE_FLUSH_SECONDS):
        flush()
        registries.learn_uses()
        connections.close_all()


def _after_fork():
    """Let a forked process start a thread of its own; what waits is its parent's."""
    global _thread
    _thread = None
    _waiting.clear()


os.register_at_fork(after_in_child=_after_fork)


def _at_exit():
    if settings.USE_FLUSH_SECONDS > 0:
        flush()


atexit.register(_at_exit)
