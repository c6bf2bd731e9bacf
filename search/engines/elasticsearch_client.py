"""The connection to Elasticsearch: one client a process, and what its failures mean."""

import os
import re
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
PASSING = frozenset({401, 403, 408, 429, 500, 502, 503, 504})
"""Statuses that say something of the service, not of the request: with 401 and 403 it refuses the
site's account, with 403 a full disk blocks writing until there is room again.
"""

NEXT_ADDRESS = re.compile(r"\s*,\s*(?=https?://)")


class NoAnswerError(Exception):
    """Elasticsearch does not answer, or has no index yet."""


class NoIndexError(NoAnswerError):
    """Elasticsearch answers at once that there is no index yet: no reason to leave it alone."""

    def __init__(self):
        super().__init__("there is no index yet")


def client() -> Elasticsearch:
    """Return this process's client (a fork gets its own)."""
    return _client(settings.SEARCH_URL, settings.SEARCH_CA_FILE, os.getpid())


@lru_cache(maxsize=4)
def _client(urls, ca_file, _process):
    """Return a client for one node or several: where one refuses the next is asked at once, but
    nobody waits for a second one that hangs.
    """
    nodes = NEXT_ADDRESS.split(urls)
    return Elasticsearch(
        nodes,
        request_timeout=SEARCH_SECONDS,
        max_retries=len(nodes) - 1,
        retry_on_timeout=False,
        **({"ca_certs": ca_file} if ca_file else {}),
    )


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
        if error.status_code in PASSING:
            raise NoAnswerError(str(error)[:300]) from error
        raise
