"""Trying a transaction again that the database gave up for another one."""

import time
from collections.abc import Callable
from typing import Any

from django.db import OperationalError, connection

GIVEN_UP = frozenset({"40P01", "40001"})
"""PostgreSQL's codes of a deadlock and of a serialization failure."""
ATTEMPTS = 5


def retried(deed: Callable[[], Any]) -> Any:
    """Return what `deed()` returns; a deadlock is tried again, outside of any transaction."""
    for attempt in range(1, ATTEMPTS + 1):
        try:
            return deed()
        except OperationalError as error:
            code = getattr(error.__cause__, "sqlstate", None)
            if code not in GIVEN_UP or attempt == ATTEMPTS or connection.in_atomic_block:
                raise
            time.sleep(0.02 * 2**attempt)
    raise AssertionError("unreachable")
