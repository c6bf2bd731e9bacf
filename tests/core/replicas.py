"""A copy of the database for readers, as Django is told of it, and what is asked of which."""

from contextlib import contextmanager

from django.db import connections, router
from django.test.utils import CaptureQueriesContext

from core.running import replica


@contextmanager
def known_with(facts):
    """Let Django know a copy with these settings."""
    connections.settings[replica.ALIAS] = facts
    try:
        yield
    finally:
        connections[replica.ALIAS].close()
        del connections[replica.ALIAS], connections.settings[replica.ALIAS]


@contextmanager
def read_by_readers(patch):
    """Let readers read on the copy, of which nothing is known yet; yield its connection."""
    patch.setattr(router, "routers", [replica.Router()])
    patch.setattr(replica, "lateness", replica.Lateness())
    replica.pause.answered()
    try:
        yield connections[replica.ALIAS]
    finally:
        replica.pause.answered()


@contextmanager
def asked():
    """Yield the statements that are asked of the primary and of the copy."""
    with (
        CaptureQueriesContext(connections[replica.PRIMARY]) as of_primary,
        CaptureQueriesContext(connections[replica.ALIAS]) as of_copy,
    ):
        yield of_primary, of_copy
