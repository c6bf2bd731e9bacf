"""Results of common queries, kept for seconds in each process and thrown away by events.

What a result depends on is part of its key: the last event that each engine's consumer has taken,
and the dictionary's revision. One query reads both, so that a publication or an editor's word is
seen at once.
"""

from collections.abc import Callable, Hashable
from threading import Lock
from time import monotonic
from typing import Any

from django.conf import settings
from django.db.models import Subquery
from django.utils import timezone
from django.utils.translation import get_language

from publication.models import Cursor
from search.consumer import DATABASE, ELASTICSEARCH
from search.models import DictionaryRevision
from search.query import SearchQuery
from search.result import SearchResult

MOST_KEPT = 300


class _Kept:
    """Results by their keys, each with the moment at which it ends."""

    def __init__(self):
        self.found, self.lock = {}, Lock()

    def get(self, key: Hashable) -> Any:
        until, result = self.found.get(key, (0.0, None))
        return result if monotonic() < until else None

    def put(self, key: Hashable, result: SearchResult) -> None:
        with self.lock:
            if len(self.found) >= MOST_KEPT:
                self.found = {}
            self.found[key] = (monotonic() + settings.SEARCH_KEPT_SECONDS, result)


_kept = _Kept()


def kept_or_found(query: SearchQuery, find: Callable[[SearchQuery], SearchResult]) -> SearchResult:
    """Return the result of a query as it was found seconds ago, else by `find(query)`.

    A result that the database gave in Elasticsearch's place is never kept.
    """
    standing = _standing() if settings.SEARCH_KEPT_SECONDS else None
    if not standing:
        return find(query)
    key = (query, get_language(), timezone.localdate(), standing)
    result = _kept.get(key)
    if result is None:
        result = find(query)
        if not result.degraded:
            _kept.put(key, result)
    return result


def forget() -> None:
    """Find every query anew."""
    _kept.found = {}


def _standing():
    """Return ((consumer, last event, revision), …) of search; empty before the first event."""
    revision = DictionaryRevision.objects.order_by("pk").values("number")[:1]
    rows = Cursor.objects.filter(consumer__in=(DATABASE, ELASTICSEARCH)).order_by("consumer")
    return tuple(rows.values_list("consumer", "seq", Subquery(revision)))
