"""Rebuilding an index from what is published: by key range, resumable, without downtime.

Elasticsearch gets a new index beside the old one, its segments merged, then one atomic swap of the
alias; events of the meantime are caught up before it and once more after it. The database's index
is rewritten in place: its rows carry the same versions, so that readers notice nothing.
"""

import logging
import re
from collections.abc import Callable

from django.db.models import Max
from django.utils import timezone

from core.running.processes import in_order
from guides.choices import DocumentKind
from publication.models import Event, PublicState
from search.consumer import states
from search.engines import database
from search.engines import elasticsearch_writing as writing
from search.engines.elasticsearch_client import alias, answers_or_not, writer
from search.engines.elasticsearch_mapping import VERSION
from search.index_document import index_document
from search.learning import learn
from search.models import RebuildRun

log = logging.getLogger(__name__)

RANGE = 200
"""Guides that are read and written at once."""

DATABASE, ELASTICSEARCH = "database", "elasticsearch"


def rebuild(
    engine: str, report: Callable[[int, int], object] = lambda done, total: None, processes: int = 1
) -> RebuildRun:
    """Rebuild one engine's index, going on where one stopped; return the RebuildRun.

    `report(done, total)` is called after each range. Guides that cannot be indexed are named in
    `refused` and stop nothing. Several processes write ranges at once; how far the rebuild has come
    is kept in the order of keys, so that none is left out after a stop. Raises NoAnswerError.
    """
    run = _unfinished(engine) or _begin(engine)
    total = states().count()
    done = states().filter(pk__lte=run.last_key).count()
    ranges = ((run.engine, run.index, *pair) for pair in _ranges(run.last_key))
    for last, count, refused in in_order(_write_range, ranges, processes):
        _refuse(run, refused)
        run.last_key = last
        run.save(update_fields=["last_key"])
        done += count
        report(done, total)
    if engine == ELASTICSEARCH:
        _go_live(run)
    else:
        learn()
    run.finished_at = timezone.now()
    run.save(update_fields=["finished_at"])
    return run


def _ranges(after):
    """Yield (key before the first, last key) of ranges of guides, read as they are needed."""
    keys = PublicState.objects.filter(kind=DocumentKind.GUIDE).order_by("pk")
    while pks := list(keys.filter(pk__gt=after).values_list("pk", flat=True)[:RANGE]):
        yield after, pks[-1]
        after = pks[-1]


def _write_range(engine, index, after, last):
    """Write the guides of a range; return (last key, how many, [(code, why it was refused)])."""
    batch = list(states().filter(pk__gt=after, pk__lte=last).order_by("pk"))
    return last, len(batch), _write(engine, index, batch)


def _unfinished(engine):
    runs = RebuildRun.objects.filter(engine=engine, finished_at=None).order_by("-pk")
    run = runs.filter(mapping=VERSION if engine == ELASTICSEARCH else "").first()
    if run and run.index and not _exists(run.index):
        return None
    return run


def _begin(engine):
    last = Event.objects.aggregate(last=Max("seq"))["last"] or 0
    run = RebuildRun(engine=engine, from_seq=last)
    if engine == ELASTICSEARCH:
        run.mapping = VERSION
        run.index = f"{alias()}-{timezone.now():%Y%m%d%H%M%S%f}"
        with answers_or_not():
            # Refreshing is for readers, and it has none yet.
            writing.create_index(run.index, refresh="-1")
    run.save()
    return run


def _exists(index):
    with answers_or_not():
        return bool(writer().indices.exists(index=index))


def _write(engine, index, batch):
    """Write guides into an index; return [(code, why)] of those that it cannot hold."""
    documents, refused = [], []
    for state in batch:
        try:
            documents.append(index_document(state))
        except (KeyError, TypeError, ValueError) as error:
            refused.append((state.code, f"{type(error).__name__}: {error}"))
    if engine == DATABASE:
        database.write_many(documents)
        return refused
    return refused + writing.write_many(index, documents)


def _refuse(run, refused):
    for code, why in refused:
        log.error("%s cannot be indexed in %s: %s", code, run.engine, why)
    if refused:
        run.refused = sorted({*run.refused, *(code for code, _why in refused)})
        run.save(update_fields=["refused"])


def _go_live(run):
    with answers_or_not():
        writing.merge(run.index)
    caught_up = _catch_up(run, run.from_seq)
    with answers_or_not():
        writer().indices.put_settings(index=run.index, settings={"refresh_interval": "1s"})
        writer().indices.refresh(index=run.index)
        old = _swap(run.index)
    # What the relay wrote before the swap went into the old index.
    _catch_up(run, caught_up)
    with answers_or_not():
        _delete_older_than(run.index, kept=old)


def _delete_older_than(live, kept):
    """Delete all indexes of ours but the live one and those that it stands for now: one step back
    stays possible, by `update_aliases`.
    """
    ours = re.compile(f"{re.escape(alias())}-[0-9]+")
    for index in sorted(writer().indices.get_alias(index=f"{alias()}-*")):
        if ours.fullmatch(index) and index not in {live, *kept}:
            writer().indices.delete(index=index)


def _catch_up(run, after):
    """Write the guides of all events after `after`; return the last event that was seen."""
    while True:
        events = Event.objects.filter(seq__gt=after, kind=DocumentKind.GUIDE).order_by("seq")
        rows = list(events.values_list("seq", "code")[:RANGE])
        if not rows:
            return after
        batch = list(states().filter(code__in={code for _seq, code in rows}))
        _refuse(run, _write(run.engine, run.index, batch))
        after = rows[-1][0]


def _swap(index):
    """Let the alias name `index` alone, in one step; return the indexes that it named before."""
    old = live_indexes()
    actions = [{"remove": {"index": one, "alias": alias()}} for one in old if one != index]
    writer().indices.update_aliases(actions=[*actions, {"add": {"index": index, "alias": alias()}}])
    return [one for one in old if one != index]


def live_indexes() -> list[str]:
    """Return the names of the indexes that the alias stands for."""
    if not writer().indices.exists_alias(name=alias()):
        return []
    return sorted(writer().indices.get_alias(name=alias()))
