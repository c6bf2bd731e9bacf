"""How the site is, for a load balancer and an operator: `/healthz` and `/readyz`."""

from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.views.decorators.cache import never_cache

from config import VERSION, probes
from config.probes import DEGRADED, DOWN, OK
from core.running import replica

LATEST = 60
"""Seconds of the relay's lag above which something is wrong with it or with a consumer."""
DATABASE = {"database": (probes.database, (DOWN, None))}
ALL = DATABASE | {
    "search": (probes.search, DOWN),
    "cache": (probes.cache_server, DOWN),
    "disk": (probes.disks, DOWN),
}
READERS_COPY = {"replica": (probes.readers_copy, DEGRADED)}


@never_cache
def alive(request: HttpRequest) -> HttpResponseBase:
    """Answer 200 while the database can be reached from here, else 503; ask nothing else."""
    return _answer(DATABASE)


@never_cache
def ready(request: HttpRequest) -> HttpResponseBase:
    """Answer 200 when readers can be served, else 503, with the state of every part.

    Without search engine, cache or room on the disk the site is degraded: the database finds, what
    the cache held is counted anew, and only uploads are refused; so it is without the copy of the
    database for readers, where there is one: they are served by the primary. Answers within a
    second, also when a service hangs.
    """
    return _answer(ALL | READERS_COPY if replica.is_set_up() else ALL)


def _answer(questions):
    answers = probes.answers(questions)
    database, lag = answers.pop("database")
    parts = [database, *answers.values()]
    if database == DOWN:
        status = DOWN
    elif parts.count(OK) == len(parts) and lag <= LATEST:
        status = OK
    else:
        status = DEGRADED
    state = {
        "status": status,
        "database": database,
        "search": answers.get("search"),
        "cache": answers.get("cache"),
        "disk": answers.get("disk"),
        "relay_lag_s": lag,
        "version": VERSION,
    }
    if "replica" in answers:
        state["replica"] = answers["replica"]
    return JsonResponse(state, status=503 if status == DOWN else 200)
