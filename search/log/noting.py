"""Noting searches and clicks: kept in memory for some seconds, then written many at once.

Readers wait for no write, and a database that takes none costs the log, not the search.
"""

import logging
from collections import deque
from threading import Lock, Timer

from django.conf import settings
from django.db import DatabaseError, close_old_connections
from django.utils import timezone

from search.folding import fold
from search.log.masking import masked
from search.models import LoggedClick, LoggedQuery
from search.result import SearchResult

log = logging.getLogger(__name__)
MOST_WAITING = 2_000
LONGEST = 200

_waiting: deque = deque(maxlen=MOST_WAITING)
_lock = Lock()
_timer: Timer | None = None


def note_search(result: SearchResult, seconds: float) -> None:
    """Note a first page of results without filters; what somebody typed is masked."""
    query = result.query
    if not query.q or query.page > 1 or query.filters:
        return
    text = masked(query.q)
    first = next(iter(result.hits), None)
    _add(
        LoggedQuery(
            at=timezone.now(),
            text=text[:LONGEST],
            folded=_folded(text),
            total=result.total,
            related=len(result.related),
            answered=result.answer is not None,
            corrected=masked(result.corrected or "")[:LONGEST],
            first=first.code if first else "",
            milliseconds=round(1000 * seconds),
            degraded=result.degraded,
        )
    )


def note_click(query: str, code: str, rank: int) -> None:
    """Note that somebody opened a guide from the results of a query."""
    row = LoggedClick(at=timezone.now(), folded=_folded(masked(query)), code=code, rank=rank)
    _add(row)


def _folded(text):
    return "".join(fold(text).split())[:LONGEST]


def _add(row):
    global _timer  # one for all threads of the process
    seconds = settings.SEARCH_LOG_SECONDS
    if not seconds:
        return
    with _lock:
        _waiting.append(row)
        if _timer is None:
            _timer = Timer(seconds, _flush_in_thread)
            _timer.daemon = True
            _timer.start()


def _flush_in_thread():
    global _timer  # one for all threads of the process
    with _lock:
        _timer = None
    close_old_connections()
    try:
        flush()
    except DatabaseError as error:
        log.warning("what was searched could not be written down: %s", error)
    finally:
        close_old_connections()


def flush() -> int:
    """Write what waits; return how many rows."""
    with _lock:
        rows = [*_waiting]
        _waiting.clear()
    LoggedQuery.objects.bulk_create([row for row in rows if isinstance(row, LoggedQuery)])
    LoggedClick.objects.bulk_create([row for row in rows if isinstance(row, LoggedClick)])
    return len(rows)
