"""The connection to Elasticsearch: one client a process, and what its failures mean."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache

from django.conf import settings
from elasticsearch import ApiError, Elasticsearch, NotFoundError, TransportError

SEARCH_SECONDS = 0.8
"""Who waits longer gets the answer of the database."""

FOLLOW_SECONDS = 5
WRITE_SECONDS = 20
MERGE_SECONDS = 3600
PASSING = frozenset({408, 429, 500, 502, 503, 504})
"""Statuses that say something of the service, not of the request."""


class NoAnswerError(Exception):
    """Elasticsearch does not answer, or has no index yet."""


class NoIndexError(NoAnswerError):
    """Elasticsearch answers at once that there is no index yet: no reason to leave it alone."""

    def __init__(self):
        super().__init__("there is no index yet")


def client() -> Elasticsearch:
    """Return this process's client (a fork gets its own)."""
    return _client(settings.SEARCH_URL, os.getpid())


@lru_cache(maxsize=4)
def _client(url, _process):
    return Elasticsearch(url, request_timeout=SEARCH_SECONDS, max_retries=0, retry_on_timeout=False)


def writer() -> Elasticsearch:
    """Return the client with the patience of those whom nobody waits for."""
    return client().options(request_timeout=WRITE_SECONDS)


def follower() -> Elasticsearch:
    """Return the client of the relay, in whose round the other consumers wait behind this one."""
    return client().options(request_timeout=FOLLOW_SECONDS)


def alias() -> str:
    """Return the name under which the index is searched and written."""
    return settings.SEARCH_INDEX_PREFIX


@contextmanager
def answers_or_not() -> Iterator[None]:
    """Turn what is the service's fault into NoAnswerError; leave what is the request's fault."""
    try:
        yield
    except TransportError as error:
        raise NoAnswerError(str(error)) from error
    except NotFoundError as error:
        if "index_not_found" in str(error):
            raise NoIndexError from error
        raise
    except ApiError as error:
        # A full disk blocks writing with 403 until there is room again.
        if error.status_code in PASSING or "cluster_block_exception" in str(error):
            raise NoAnswerError(str(error)[:300]) from error
        raise
