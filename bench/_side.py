"""One release's side of `two_releases.py`, run in its checkout: orders come in, figures go out.

It uses the benchmarks of the checkout that it runs in, and what all releases of them have.
"""

import inspect
import json
import os
import sys
import time
from pathlib import Path

sys.path.insert(0, "bench")
DATABASE, PORT, SUBJECT, RECORDS, PATHS = sys.argv[1:]
PORT, RECORDS, PATHS = int(PORT), int(RECORDS), int(PATHS)

import _places  # noqa: E402

_places.OURS = DATABASE
import _records  # noqa: E402
import _serving  # noqa: E402
import _wrk  # noqa: E402

MANY, FEW = 16, 4
SEQUENCE = """
    SELECT department_slug, seq, newest
    FROM publication_publicstate, (SELECT max(seq) AS newest FROM publication_publicstate) AS last
    WHERE kind = 'guide' AND seq <= newest * 0.1 ORDER BY seq DESC LIMIT %s
"""


class Processor:
    """Milliseconds that the workers and PostgreSQL's processes behind them have used."""

    def __init__(self, server):
        self.workers = _serving._children(server.pid)
        self.backends = []

    def look_behind(self):
        """Find the processes that serve the connections to this database."""
        query = "SELECT pid FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()"
        with _places.connect(DATABASE) as connection:
            self.backends = [pid for (pid,) in connection.execute(query, [DATABASE])]

    def spent(self):
        """Return (of the workers, of PostgreSQL)."""
        return _spent(self.workers), _spent(self.backends)


def _spent(pids):
    tasks = (task for pid in pids for task in Path("/proc").glob(f"{pid}/task/*/schedstat"))
    return sum(int(task.read_text().split()[0]) for task in tasks) / 1e6


def read(server, orders):
    """Ask for one kind of address at each order, [name, seconds]."""
    processor, subjects = Processor(server), _addresses()
    yield list(subjects)
    for name, seconds in orders:
        addresses, connections = subjects[name]
        first = addresses[0]
        _serving.get(PORT, first if isinstance(first, str) else first[0])
        processor.look_behind()
        before = processor.spent()
        headers = ["Accept-Encoding: gzip"] if "gzip" in name else []
        found = _wrk.measure(
            PORT, addresses, seconds=seconds, connections=connections, headers=headers
        )
        spent = [b - a for a, b in zip(before, processor.spent(), strict=True)]
        yield {name: [[found["rps"], *(part / found["n"] for part in spent)]]}


def _addresses():
    codes = _records.codes(PATHS)
    _records.store_pages(codes)
    office, seq, newest = _records.some(DATABASE, SEQUENCE, 1)[0]
    deep = int(newest * 0.9)
    pages = [f"/guides/{code}/" for code in codes]
    return {
        "guide_page": (pages, MANY),
        "guide_page, gzip": (pages, MANY),
        "guide_304": ([(page, _etag(page)) for page in pages[:500]], MANY),
        "guide version (made)": ([f"{page}v/1/" for page in pages], MANY),
        "api_guide": ([f"/api/v1/guides/{code}" for code in codes], MANY),
        "api_list": (["/api/v1/guides?limit=20"], FEW),
        "api_list (deep)": ([f"/api/v1/guides?limit=20&cursor=s{deep}"], FEW),
        "browse": ([f"/departments/{office}/"], FEW),
        "browse (deep)": ([f"/departments/{office}/?after={seq + 1}"], FEW),
        "changes": (["/api/v1/changes?limit=20"], FEW),
        "changes (deep)": ([f"/api/v1/changes?after={deep}&limit=20"], FEW),
    }


def _etag(path):
    return _serving.get(PORT, path)[1]["ETag"]


def edit(server, orders):
    """Let one editor work on one guide at each order, [its number, 0]."""
    os.environ.update(_places.environment(DATABASE, PORT))
    sys.path[:0] = [str(_places.ROOT), str(_places.ROOT / "site")]
    import django

    django.setup()
    import _editing

    processor, found = Processor(server), {}
    _measure_each_answer(processor, found)
    yield []
    for number, _seconds in orders:
        found.clear()
        processor.look_behind()
        work = _editing.Work(number % 20, number // 20, PORT)
        work.lists()
        work.guide()
        yield found


def _measure_each_answer(processor, found):
    """Keep {name: [[answers a second, ms of the worker, of PostgreSQL]]} of what is asked for."""
    import _people

    answer, took, last = _people.Person._answer, _people.Times.took, []

    def measured(person, *asked):
        before, began = processor.spent(), time.perf_counter()
        answered = answer(person, *asked)
        seconds = time.perf_counter() - began
        spent = [b - a for a, b in zip(before, processor.spent(), strict=True)]
        last[:] = [1 / seconds, *spent]
        return answered

    def kept(times, name, milliseconds):
        took(times, name, milliseconds)
        if name:
            found.setdefault(name, []).append(list(last))

    _people.Person._answer, _people.Times.took = measured, kept


def main():
    """Serve, and answer each order's line on stdin by a line of JSON on the first stdout."""
    out = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what commands print is no answer
    _records.prepare(RECORDS, with_stock=False)
    os.environ["DATABASE_POOL_SIZE"] = "0"
    more = {"pool": 0} if "pool" in inspect.signature(_serving.serving).parameters else {}
    if SUBJECT == "editors":
        more |= {"workers": 1, "threads": 1}
    with _serving.serving(DATABASE, PORT, **more) as server:
        work = {"readers": read, "editors": edit}[SUBJECT]
        for answer in work(server, map(json.loads, sys.stdin)):
            print(json.dumps(answer), file=out, flush=True)


if __name__ == "__main__":
    main()
