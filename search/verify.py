"""Verifying an index against what is published: every guide there, none behind its consumer."""

from dataclasses import dataclass, field

from django.db.models import Max

from publication.models import Cursor, Event
from search.consumer import DATABASE as DATABASE_CONSUMER
from search.consumer import ELASTICSEARCH as ELASTICSEARCH_CONSUMER
from search.consumer import states
from search.engines.elasticsearch_client import alias, answers_or_not, writer
from search.models import SearchEntry
from search.rebuild import DATABASE

RANGE = 1000
MOST_NAMED = 20
CONSUMERS = {"database": DATABASE_CONSUMER, "elasticsearch": ELASTICSEARCH_CONSUMER}


@dataclass
class Report:
    """What a verification found: guides that miss or lie behind although their event was taken."""

    engine: str
    published: int = 0
    indexed: int = 0
    missing: list[str] = field(default_factory=list)
    behind: list[str] = field(default_factory=list)
    waiting: int = 0

    @property
    def is_sound(self):
        """Whether nothing misses, nothing is behind, and nothing is there too much."""
        here = self.published - self.waiting
        return not self.missing and not self.behind and here <= self.indexed <= self.published

    def as_json(self):
        """Return the report with the first codes of each kind."""
        return {
            "engine": self.engine,
            "ok": self.is_sound,
            "published": self.published,
            "indexed": self.indexed,
            "missing": len(self.missing),
            "behind": len(self.behind),
            "waiting": self.waiting,
            "codes": [*self.missing, *self.behind][:MOST_NAMED],
        }


def verify(engine):
    """Compare each guide's last event with its index document; return a Report.

    A guide whose event the consumer has not taken yet is waiting, not wrong.
    """
    taken = cursor_of(engine)
    report = Report(engine)
    last_key = 0
    while rows := _range(last_key):
        last_key = rows[-1][0]
        indexed = documents_of(engine, [code for _pk, code, _seq in rows])
        for _pk, code, seq in rows:
            _judge(report, code, seq, indexed.get(code), taken)
        report.published += len(rows)
    report.indexed = indexed_count(engine)
    return report


def _range(last_key):
    rows = states().filter(pk__gt=last_key).order_by("pk")
    return list(rows.values_list("pk", "code", "seq")[:RANGE])


def _judge(report, code, seq, indexed, taken):
    if indexed == seq:
        return
    if seq > taken and (indexed is None or indexed < seq):
        report.waiting += 1
    elif indexed is None:
        report.missing.append(code)
    elif indexed < seq:
        report.behind.append(code)


def documents_of(engine, codes):
    """Return {code: seq} of the documents of these guides."""
    if engine == DATABASE:
        return dict(SearchEntry.objects.filter(code__in=codes).values_list("code", "seq"))
    with answers_or_not():
        answer = writer().mget(index=alias(), ids=codes, source_includes=["seq"])
    return {doc["_id"]: doc["_source"]["seq"] for doc in answer["docs"] if doc.get("found")}


def indexed_count(engine):
    """Return how many guides an index holds, tombstones included."""
    if engine == DATABASE:
        return SearchEntry.objects.count()
    with answers_or_not():
        writer().indices.refresh(index=alias())
        return writer().count(index=alias())["count"]


def cursor_of(engine):
    """Return the last event that an engine's consumer has taken."""
    cursor = Cursor.objects.filter(consumer=CONSUMERS[engine]).first()
    return cursor.seq if cursor else 0


def last_event():
    """Return the last event of the log, 0 when there is none."""
    return Event.objects.aggregate(last=Max("seq"))["last"] or 0
