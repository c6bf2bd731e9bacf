"""Work that must not go on twice at once on one database, whichever process begins it."""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from zlib import crc32

from django.core.exceptions import ImproperlyConfigured
from django.db import connection


@contextmanager
def one_at_a_time(name: str, wait: Callable[[], object] | None = None) -> Iterator[bool]:
    """Take the turn for the work `name`; yield whether we have it.

    While another process has it, `wait()` is called once and the turn waited for; without `wait`
    it is False. The turn ends with the process that has it, however that ends.
    """
    taken = {"postgresql": _advisory_lock, "sqlite": _file_lock}[connection.vendor]
    with taken(name, wait) as is_ours:
        yield is_ours


@contextmanager
def _advisory_lock(name, wait):
    if connection.settings_dict.get("DISABLE_SERVER_SIDE_CURSORS"):
        # A pooler of transactions would leave the lock on a connection of somebody else.
        raise ImproperlyConfigured(
            f"“{name}” holds a lock for as long as it works, which a pooler cannot keep. Start it "
            "with DATABASE_POOLED=0 and the DATABASE_URL of PostgreSQL itself."
        )
    key = [crc32(name.encode())]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", key)
        (is_ours,) = cursor.fetchone()
        if not is_ours and wait:
            wait()
            cursor.execute("SELECT pg_advisory_lock(%s)", key)
            is_ours = True
    try:
        yield is_ours
    finally:
        if is_ours:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", key)


@contextmanager
def _file_lock(name, wait):
    database = Path(connection.settings_dict["NAME"])
    sqlite: Any = connection
    if sqlite.is_in_memory_db() or not database.parent.is_dir():
        yield True  # nobody else can come
        return
    place = database.with_name(f"{database.name}.{name.replace(':', '-')}.lock")
    number = os.open(place, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        yield _locked(number, wait)
    finally:
        os.close(number)


def _locked(number, wait):
    try:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        if not wait:
            return False
        wait()
        fcntl.flock(number, fcntl.LOCK_EX)
    return True
