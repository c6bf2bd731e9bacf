"""Readers' reading on a copy of the database, where there is one (`DATABASE_REPLICA_URL`).

What is answered through `for_readers` reads there; whatever is written, whatever was asked for in
another way, and all reading after a write is the primary's. A copy that is away or too far behind
is passed by: readers get their answer from the primary.
"""

import logging
from collections import deque
from collections.abc import Callable
from contextvars import ContextVar
from threading import Lock
from time import monotonic
from typing import Any, TypeVar

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, InterfaceError, OperationalError, connections

from core.running.outage_pause import OutagePause

ALIAS = "replica"
PRIMARY = DEFAULT_DB_ALIAS
LOOKED_EVERY_SECONDS = 5
WRITTEN = "SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::bigint"
REPLAYED = "SELECT pg_wal_lsn_diff(pg_last_wal_replay_lsn(), '0/0')::bigint"
AWAY = (OperationalError, InterfaceError)

log = logging.getLogger(__name__)
pause = OutagePause(10)
_on_copy: ContextVar[bool] = ContextVar("reading_on_the_copy", default=False)
Answer = TypeVar("Answer")


class Router:
    """Sends the ORM's reading where `reading_alias` says, and everything else to the primary."""

    def db_for_read(self, model: Any, **hints: Any) -> str:
        return reading_alias()

    def db_for_write(self, model: Any, **hints: Any) -> str:
        """Return the primary; from now on this request reads there what it has written."""
        _on_copy.set(False)
        return PRIMARY

    def allow_relation(self, one: Any, other: Any, **hints: Any) -> bool:
        """Both places hold the same rows."""
        return True

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return db == PRIMARY


def is_set_up() -> bool:
    """Return whether there is a copy for readers."""
    return ALIAS in connections.settings


def reading_alias() -> str:
    """Return the name of the connection that reads now; inside a transaction the primary's."""
    return ALIAS if _on_copy.get() and not connections[PRIMARY].in_atomic_block else PRIMARY


def reading_connection() -> Any:
    """Return the connection that reads now, for statements that are written by hand."""
    return connections[reading_alias()]


def for_readers(answer: Callable[[], Answer]) -> Answer:
    """Return `answer()`, read on the copy when it is there, else on the primary.

    A copy that goes away meanwhile, or gives a statement up as what it reads is cleaned away, costs
    the reader nothing: the primary is asked again, so `answer` must be safe to ask twice.
    """
    if not is_set_up() or not _is_there():
        return answer()
    token = _on_copy.set(True)
    try:
        return answer()
    except AWAY as error:
        if not connections[ALIAS].errors_occurred:
            raise
        if not connections[ALIAS].is_usable():
            _passed_by(error)
    finally:
        _on_copy.reset(token)
    return answer()


def _is_there():
    if not pause.is_over():
        return False
    try:
        connection = connections[ALIAS]
        connection.close_if_health_check_failed()
        connection.ensure_connection()
        if lateness.is_too_late():
            _passed_by("it is too far behind")
            return False
    except AWAY as error:
        _passed_by(error)
        return False
    pause.answered()
    return True


def _passed_by(reason):
    connections[ALIAS].close()
    if pause.failed():
        log.warning("readers read on the primary, the copy is passed by: %s", reason)


class Lateness:
    """How far the copy is behind: it must have got to where the primary was some seconds ago.

    Asked so, an idle primary makes no copy late, and one that has lost its primary is late though
    it has replayed all that it got. While the primary itself is away nothing is later than it.
    """

    def __init__(self):
        self._marks = deque()
        self._next = 0.0
        self._is_late = False
        self._lock = Lock()

    def is_too_late(self) -> bool:
        """Return whether the copy lacks what is older than REPLICA_MAX_LAG_SECONDS; looked at every
        few seconds.
        """
        with self._lock:
            if monotonic() < self._next:
                return self._is_late
            self._next = monotonic() + LOOKED_EVERY_SECONDS
        replayed = position(ALIAS, REPLAYED)
        try:
            self._marks.append((monotonic(), position(PRIMARY, WRITTEN)))
        except AWAY:
            self._is_late = False
            return False
        self._is_late = replayed is not None and replayed < self._due()
        return self._is_late

    def _due(self):
        """Return the newest position of the primary that the copy has had time to reach."""
        oldest = monotonic() - settings.REPLICA_MAX_LAG_SECONDS
        due = 0
        while self._marks and self._marks[0][0] <= oldest:
            due = self._marks.popleft()[1]
        if due:
            self._marks.appendleft((oldest, due))
        return due


def position(alias: str, statement: str = REPLAYED) -> int | None:
    """Return a place in the write-ahead log, in bytes; None for what is no copy."""
    with connections[alias].cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone()[0]


lateness = Lateness()
