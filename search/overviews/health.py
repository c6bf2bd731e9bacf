"""How search is (搜索健康): each engine's answer, lag, size, and what was set aside."""

from dataclasses import dataclass

from django.conf import settings

from publication.models import Cursor, DeadLetter
from search import rebuild, verify
from search.dead_letters import open_letters
from search.engines.elasticsearch_client import NoAnswerError, alias, answers_or_not, client
from search.models import LearningRun, RebuildRun

SECONDS = 2


@dataclass(frozen=True)
class EngineHealth:
    """One engine: whether it answers, what it holds, how many events it has yet to take."""

    name: str
    answers: bool
    indexed: int | None
    waiting: int
    size_mb: float | None
    rebuilt_at: object
    error: str = ""


def engines() -> list[EngineHealth]:
    """Return the EngineHealth of every engine in use."""
    names = [rebuild.DATABASE, *([rebuild.ELASTICSEARCH] if settings.SEARCH_URL else [])]
    return [_engine(name) for name in names]


def _engine(name):
    answers, indexed, size, error = True, None, None, ""
    try:
        indexed = _indexed(name)
        size = _size_mb() if name == rebuild.ELASTICSEARCH else None
    except NoAnswerError as reason:
        answers, error = False, str(reason)[:200]
    cursor = Cursor.objects.filter(consumer=verify.CONSUMERS[name]).first()
    taken = cursor.seq if cursor else 0
    runs = RebuildRun.objects.filter(engine=name).exclude(finished_at=None)
    last = runs.order_by("-pk").first()
    return EngineHealth(
        name=name,
        answers=answers,
        indexed=indexed,
        waiting=max(verify.last_event() - taken, 0),  # their numbers have no gap
        size_mb=size,
        rebuilt_at=last.finished_at if last else None,
        error=error or (cursor.error if cursor else ""),
    )


def _indexed(name):
    if name == rebuild.DATABASE:
        return verify.indexed_count(name)
    with answers_or_not():
        return client().options(request_timeout=SECONDS).count(index=alias())["count"]


def _size_mb():
    with answers_or_not():
        asking = client().options(request_timeout=SECONDS)
        found = asking.indices.stats(index=alias(), metric="store")
    return round(found["_all"]["primaries"]["store"]["size_in_bytes"] / 2**20, 1)


def dead_letters() -> list[DeadLetter]:
    """Return the dead letters of search, oldest first."""
    return list(open_letters()[:50])


def learnt() -> LearningRun | None:
    """Return the last LearningRun, None when nothing was learnt yet."""
    return LearningRun.objects.first()
