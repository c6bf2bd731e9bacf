"""Tells a load balancer and an operator how the site is: `/healthz` and `/readyz`."""

import time
from importlib.util import find_spec

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.http import JsonResponse
from django.views.decorators.cache import never_cache

from config import VERSION

OK, DOWN, DEGRADED = "ok", "down", "degraded"


@never_cache
def alive(request):
    """Answer 200 while this process can reach its database, else 503; asks nothing else."""
    return _answer(_state(search=None, cache_state=None))


@never_cache
def ready(request):
    """Answer 200 when readers and editors can be served, else 503, with every part's state.

    A search engine that is down leaves the site ready: search answers from the database.
    """
    return _answer(_state(search=_search(), cache_state=_cache()))


def _state(*, search, cache_state):
    database = _database()
    status = DOWN if DOWN in (database, cache_state) else DEGRADED if search == DOWN else OK
    return {
        "status": status,
        "database": database,
        "search": search,
        "cache": cache_state,
        "relay_lag_s": _relay_lag() if database == OK else None,
        "version": VERSION,
    }


def _answer(state):
    return JsonResponse(state, status=503 if state["status"] == DOWN else 200)


def _database():
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Exception:  # noqa: BLE001 - whatever it is, the database does not answer
        return DOWN
    return OK


def _cache():
    try:
        mark = str(time.monotonic_ns())
        cache.set("readyz", mark, 10)
        return OK if cache.get("readyz") is not None else DOWN
    except Exception:  # noqa: BLE001 - a cache that raises is down, however it does
        return DOWN


def _search():
    if not settings.SEARCH_URL:
        return OK
    if not find_spec("search.health"):
        return None
    from search.health import engine_answers

    return OK if engine_answers() else DOWN


def _relay_lag():
    """Return how many seconds the oldest event waits for its slowest consumer."""
    from publication.relay import lag_seconds

    return lag_seconds()
