"""Real questions to what the site stands on, all asked at once and given up after `SECONDS`.

Each answers OK, DEGRADED (it works, but not as it should) or DOWN.
"""

import os
import shutil
import tempfile
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from time import monotonic
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, connection, connections
from redis import RedisError

from core.running import replica
from publication.relay import lag_seconds
from search.engines import elasticsearch

OK, DEGRADED, DOWN = "ok", "degraded", "down"

SECONDS = 0.8
MOMENT = 0.05
"""Seconds in which a service that has just come back answers a question that hung."""
LEAST_FREE = 500 * 1024 * 1024
"""Bytes below which a disk counts as nearly full: a day's uploads must still go in."""
BLOCK = b"\0" * 4096
THIS_MACHINE = ("", "127.0.0.1", "::1", "localhost")
# The folder is told to roles of `pg_read_all_settings` only.
POSTGRESQL = """SELECT current_setting('transaction_read_only') = 'on',
    (SELECT setting FROM pg_settings WHERE name = 'data_directory')"""

_running: dict[str, "_Question"] = {}
_lock = threading.Lock()


def answers(questions: Mapping[str, tuple[Callable[[], Any], Any]]) -> dict[str, Any]:
    """Return {name: answer} of {name: (function, answer if it takes too long or fails)}."""
    running = {name: _start(name, *question) for name, question in questions.items()}
    return {name: one.answer_in_time() for name, one in running.items()}


def _start(name, function, otherwise):
    """Return a running question; one that still hangs is not asked once more."""
    with _lock:
        running = _running.get(name)
        if running is None or not running.is_alive():
            running = _running[name] = _Question(function, otherwise)
            running.start()
        return running


class _Question(threading.Thread):
    """A probe in a thread of its own, so that nobody has to wait for what hangs."""

    def __init__(self, function, otherwise):
        super().__init__(daemon=True)
        self.ends = monotonic() + SECONDS
        self.function, self.otherwise, self.answer = function, otherwise, None

    def run(self) -> None:
        try:
            self.answer = self.function()
        except (DatabaseError, OSError, RedisError):
            self.answer = self.otherwise
        finally:
            connection.close()  # this thread's

    def answer_in_time(self) -> Any:
        """Return the answer; what others have waited for already is waited for a moment only."""
        self.join(max(self.ends - monotonic(), MOMENT))
        return self.otherwise if self.is_alive() or self.answer is None else self.answer


def database() -> tuple[str, float | None]:
    """Return (state, relay lag in seconds).

    DEGRADED when the database takes no writing, or its disk, as far as it is known here, is nearly
    full.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(POSTGRESQL)
            is_read_only, folder = cursor.fetchone()
            state = DEGRADED if is_read_only or _is_nearly_full(folder) else OK
        else:
            cursor.execute("SELECT 1")
            state = OK
    return state, lag_seconds()


def _is_nearly_full(folder):
    """Return whether PostgreSQL's disk is nearly full; False where it is another machine's."""
    if connection.settings_dict["HOST"] not in THIS_MACHINE or not folder:
        return False
    try:
        return shutil.disk_usage(folder).free < LEAST_FREE
    except OSError:
        return False


def search() -> str:
    """Return whether the search engine answers; without one of its own the database does."""
    return OK if not settings.SEARCH_URL or elasticsearch.is_searchable() else DOWN


def cache_server() -> str:
    """Return whether Redis answers; without it the memory of this process is the cache."""
    if settings.CACHE_URL:
        redis: Any = cache  # `core.wagtail_changes.forgiving_cache`
        redis.ping()
    return OK


def readers_copy() -> str:
    """Return whether readers can read on the copy of the database: it answers, and is not late."""
    try:
        replica.position(replica.ALIAS)
        is_late = replica.lateness.is_too_late()
    finally:
        connections[replica.ALIAS].close()  # this thread's
    return DEGRADED if is_late else OK


def disks() -> str:
    """Return the worst state of the folders in which the site itself keeps something."""
    return max((folder_state(folder) for folder in _folders()), key=[OK, DEGRADED, DOWN].index)


def folder_state(folder: Path) -> str:
    """Return DOWN when nothing can be written into a folder, DEGRADED when it is nearly full."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder, prefix=".readyz-") as file:
            os.write(file.fileno(), BLOCK)
        return OK if shutil.disk_usage(folder).free >= LEAST_FREE else DEGRADED
    except OSError:
        return DOWN


def _folders():
    folders = {Path(settings.CONTENT_STORE_ROOT), Path(settings.MEDIA_ROOT)}
    if connection.vendor == "sqlite":
        folders.add(Path(connection.settings_dict["NAME"]).parent)
    return folders
