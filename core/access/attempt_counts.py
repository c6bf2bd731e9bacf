"""Counts that end by themselves, shared by all processes, for limits on what strangers try.

They lie in Redis. While it is away, or where a site runs without one, each process counts in its
own memory with the same limits: nobody is locked out for that, and no door stands open.
"""

import logging

from django.conf import settings
from django.core.cache import cache
from django.core.cache.backends.locmem import LocMemCache

log = logging.getLogger(__name__)

# Apart from the site's cache, so that no flood of pages pushes counts out of it.
own_memory = LocMemCache("attempt-counts", {"OPTIONS": {"MAX_ENTRIES": 100_000}})


def add(key: str, seconds: int) -> int:
    """Count one more and return how many there are within `seconds` of the first."""
    for store in _stores():
        try:
            store.add(key, 0, seconds)
            return store.incr(key)
        except Exception as error:  # noqa: BLE001 - however a store is away, the next one counts
            log.debug("%s does not count: %s", store, error)
    return 1  # the memory of this process has just dropped the key


def count(key: str) -> int:
    """Return how many there are."""
    return max(_answer(store.get, key) or 0 for store in _stores())


def take_back(key: str) -> None:
    """Count one less, where it was counted."""
    for store in _stores():
        if _answer(store.decr, key) is not None:
            return


def clear(key: str) -> None:
    """Forget a count."""
    for store in _stores():
        _answer(store.delete, key)


def remember(key: str, seconds: float) -> None:
    """Keep a mark."""
    for store in _stores():
        _answer(store.set, key, 1, seconds)


def _stores():
    return (cache, own_memory) if settings.CACHE_URL else (own_memory,)


def _answer(count, *args):
    """Return what a store answers, or None while it is away or knows no such key."""
    try:
        return count(*args)
    except Exception:  # noqa: BLE001 - see `add`
        return None
