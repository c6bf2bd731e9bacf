"""Trying a transaction again that the database gave up for another one."""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.db import OperationalError, connection

GIVEN_UP = frozenset({"40P01", "40001"})
"""PostgreSQL's codes of a deadlock and of a serialization failure."""
ATTEMPTS = 5
Given = ParamSpec("Given")
Outcome = TypeVar("Outcome")


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


def retrying(verb: Callable[Given, Outcome]) -> Callable[Given, Outcome]:
    """Return a verb, which is one transaction, so that a deadlock lets it begin once more.

    Within a larger transaction nothing is tried again here: that one has to begin anew.
    """

    @wraps(verb)
    def tried(*args: Given.args, **kwargs: Given.kwargs) -> Outcome:
        outcome: Outcome = retried(lambda: verb(*args, **kwargs))
        return outcome

    return tried
