"""Verifying an index against what is published: every guide there, none behind or different."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Max

from publication.models import Cursor, Event
from search.consumer import DATABASE as DATABASE_CONSUMER
from search.consumer import ELASTICSEARCH as ELASTICSEARCH_CONSUMER
from search.consumer import states
from search.engines import database
from search.engines import elasticsearch_writing as writing
from search.engines.elasticsearch_client import alias, answers_or_not, writer
from search.index_document import index_document
from search.models import SearchEntry
from search.rebuild import DATABASE, live_indexes

RANGE = 500
MOST_NAMED = 20
CONSUMERS = {"database": DATABASE_CONSUMER, "elasticsearch": ELASTICSEARCH_CONSUMER}


@dataclass
class Report:
    """What a verification found: guides that miss, lie behind although their event was taken, or
    are there with other contents than what is published.
    """

    engine: str
    published: int = 0
    indexed: int = 0
    missing: list[str] = field(default_factory=list)
    behind: list[str] = field(default_factory=list)
    differing: list[str] = field(default_factory=list)
    waiting: int = 0
    repaired: int = 0

    @property
    def wrong(self) -> list[str]:
        """The codes of all guides that are not as they should be."""
        return [*self.missing, *self.behind, *self.differing]

    @property
    def is_sound(self) -> bool:
        """Whether nothing is wrong, and nothing is there too much."""
        here = self.published - self.waiting
        is_counted = here <= self.indexed <= self.published
        return is_counted and len(self.wrong) == self.repaired

    def as_json(self) -> dict[str, Any]:
        """Return the report with the first codes of each kind."""
        return {
            "engine": self.engine,
            "ok": self.is_sound,
            "published": self.published,
            "indexed": self.indexed,
            "missing": len(self.missing),
            "behind": len(self.behind),
            "differing": len(self.differing),
            "waiting": self.waiting,
            "repaired": self.repaired,
            "codes": self.wrong[:MOST_NAMED],
        }


def verify(engine: str, *, repair: bool = False) -> Report:
    """Compare each guide with its index document, by event and by a hash of the contents; return a
    Report. With `repair`, what is wrong is written anew.

    A guide whose event the consumer has not taken yet is waiting, not wrong.
    """
    taken = cursor_of(engine)
    report = Report(engine)
    last_key = 0
    while rows := list(states().filter(pk__gt=last_key).order_by("pk")[:RANGE]):
        last_key = rows[-1].pk
        indexed = _indexed(engine, [state.code for state in rows])
        wrong = [state for state in rows if _judge(report, state, indexed, taken)]
        if repair and wrong:
            report.repaired += _repair(engine, wrong)
        report.published += len(rows)
    report.indexed = indexed_count(engine)
    return report


def _judge(report, state, indexed, taken):
    """Note what is wrong with a guide, and return whether anything is."""
    seq, fingerprint = indexed.get(state.code, (None, ""))
    if seq is None or seq < state.seq:
        if state.seq > taken:
            report.waiting += 1
            return False
        (report.missing if seq is None else report.behind).append(state.code)
        return True
    if seq == state.seq and fingerprint != index_document(state).fingerprint():
        report.differing.append(state.code)
        return True
    return False


def _repair(engine, wrong):
    """Write guides anew; return how many the index took."""
    documents = [index_document(state) for state in wrong]
    if engine == DATABASE:
        database.write_many(documents)
        return len(documents)
    with answers_or_not():
        (index, *_others) = live_indexes()
        refused = writing.write_many(index, documents)
    return len(documents) - len(refused)


def documents_of(engine: str, codes: Collection[str]) -> dict[str, int]:
    """Return {code: seq} of the documents of these guides."""
    return {code: seq for code, (seq, _fingerprint) in _indexed(engine, codes).items()}


def _indexed(engine, codes):
    """Return {code: (seq, fingerprint)} of the documents of these guides."""
    if engine == DATABASE:
        rows = SearchEntry.objects.filter(code__in=codes)
        return {row[0]: row[1:] for row in rows.values_list("code", "seq", "fingerprint")}
    with answers_or_not():
        named = ["seq", "fingerprint"]
        answer = writer().mget(index=alias(), ids=codes, source_includes=named)
    found = ((doc["_id"], doc["_source"]) for doc in answer["docs"] if doc.get("found"))
    return {code: (source["seq"], source.get("fingerprint", "")) for code, source in found}


def indexed_count(engine: str) -> int:
    """Return how many guides an index holds, tombstones included."""
    if engine == DATABASE:
        return SearchEntry.objects.count()
    with answers_or_not():
        writer().indices.refresh(index=alias())
        return writer().count(index=alias())["count"]


def cursor_of(engine: str) -> int:
    """Return the last event that an engine's consumer has taken."""
    cursor = Cursor.objects.filter(consumer=CONSUMERS[engine]).first()
    return cursor.seq if cursor else 0


def last_event() -> int:
    """Return the last event of the log, 0 when there is none."""
    return Event.objects.aggregate(last=Max("seq"))["last"] or 0
