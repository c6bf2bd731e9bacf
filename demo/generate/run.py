"""A run of the generator: settles each batch, lets processes make its rows, writes them in turn."""

import multiprocessing
import time
from collections import deque
from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import Max

from core.running.processes import close_connections
from guides.models import ItemSituation, ServiceItem
from publication.models import EventCounter, FilingCounter

from . import pages, register, review
from .batch import Batch, Writer
from .city import city as make_city
from .numbers import Numbers
from .plan import Plan, basic_code, records_up_to
from .shelves import Shelf
from .writing import SERIES, packed, set_sequences, write

KEYS = {
    "item": pages.ITEMS,
    "item_theme": pages.ITEM_THEMES,
    "situation": pages.SITUATIONS,
    "page": pages.PAGES,
    "revision": pages.REVISIONS,
    "log": pages.LOG,
    "submission": review.SUBMISSIONS,
    "editor": review.EDITORS,
    "decision": review.DECISIONS,
    "workflow_state": review.WORKFLOW_STATES,
    "task_state": review.TASK_STATES,
    "version": register.VERSIONS,
    "state": register.STATES,
    "state_facet": register.STATE_FACETS,
}
"""The table whose primary keys are numbers of each kind."""


def done(seed: int) -> tuple[int, int | None]:
    """Return how many records of a seed are there: (count, primary key of the last item or
    None).
    """
    last = (
        ServiceItem.objects.filter(
            basic_code__gte=basic_code(seed, 0), basic_code__lte=basic_code(seed, 99_999_999)
        )
        .order_by("-basic_code")
        .values_list("pk", "basic_code")
        .first()
    )
    if last is None:
        return 0, None
    pk, code = last
    return records_up_to(int(code[4:]), ItemSituation.objects.filter(item=pk).count()), pk


class Run:
    """Records `first` … `count` of a seed, in batches of one transaction each."""

    def __init__(self, count, seed, *, batch_size=500):
        self.count, self.seed, self.batch_size = count, seed, batch_size
        self.first, self._item = done(seed)
        self.city = make_city()
        self._shelves = {}
        self._numbers = Numbers(_free_numbers())

    def batches(self) -> Iterator[tuple[Batch, Numbers]]:
        """Yield (Batch, Numbers that are free after it), one after the other."""
        for first in range(self.first, self.count, self.batch_size):
            batch = Batch(first, dict(self._numbers.free))
            for number in range(first, min(first + self.batch_size, self.count)):
                self._reserve(Plan(self.seed, number), batch)
            yield batch, Numbers(self._numbers.free)

    def _reserve(self, plan, batch):
        shelf = self._shelf(plan.department)
        if shelf.is_full:
            pk = self._numbers.take("page")
            batch.add_folder(pk, *shelf.begin_folder(pk))
        if plan.starts_item:
            self._item = self._numbers.free["item"]
        batch.add_record(plan.number, self._item, self._numbers.free["page"], shelf.next_place())
        self._numbers.skip(plan.needs())

    def _shelf(self, department):
        if department not in self._shelves:
            self._shelves[department] = Shelf(self.city.offices[department].page)
        return self._shelves[department]

    def write_all(
        self,
        *,
        processes: int,
        report: Callable[[int, float], object] = lambda written, seconds: None,
    ) -> int:
        """Write what is missing; `report` is called after each batch; return the number written."""
        started, written = time.monotonic(), 0
        for batch, numbers, tables in self._made(processes):
            write(batch, tables, numbers)
            set_sequences({table: numbers.free[kind] - 1 for kind, table in KEYS.items()})
            written += len(batch.records)
            report(written, time.monotonic() - started)
        return written

    def _made(self, processes):
        """Yield (batch, numbers, packed rows) in order; a few batches are made ahead."""
        writer = Writer(self.city, self.seed)
        if processes < 1:
            for batch, numbers in self.batches():
                yield batch, numbers, packed(writer.rows_of(batch))
            return
        batches = self.batches()
        close_connections()
        with multiprocessing.get_context("fork").Pool(processes, _begin, [writer]) as pool:
            ahead = deque()
            for batch, numbers in batches:
                ahead.append((batch, numbers, pool.apply_async(_make, [batch])))
                if len(ahead) > processes + 1:
                    yield _finished(*ahead.popleft())
            while ahead:
                yield _finished(*ahead.popleft())


def _finished(batch, numbers, result):
    return batch, numbers, result.get()


_writer: Any = None


def _begin(writer):
    global _writer
    _writer = writer


def _make(batch):
    return packed(_writer.rows_of(batch))


def _free_numbers():
    """Return the free numbers of each kind, from the newest rows and the counters."""
    FilingCounter.objects.get_or_create(series=SERIES)
    EventCounter.objects.get_or_create(pk=1)
    free = {kind: _newest(table) + 1 for kind, table in KEYS.items()}
    free["filing"] = FilingCounter.objects.get(series=SERIES).last + 1
    free["event"] = EventCounter.objects.get(pk=1).last + 1
    return free


def _newest(table):
    return table.model.objects.aggregate(newest=Max(table.key))["newest"] or 0
