"""Editors: opening, saving, submitting, deciding, filing, and the lists of the admin."""

import os
import sys
import threading
import time

import django
from _places import OURS, ROOT, environment
from _records import codes, prepare, store_pages
from _rows import arguments, percentiles, report, row
from _serving import get, serving, worker_memory

PORT = 8741
READ_PAGES = 20_000
WARMING = 4
"""So many rounds go before, since the first form that a worker shows takes a second."""
LISTS = ("explorer", "explorer_department", "explorer_folder", "dashboard", "chooser", "history")
NAMES = ("edit", "edit_large", "save", "submit", "decide", "file", *LISTS)


def main():
    """Measure one editor after the other, or with `--together` twenty at once beside readers."""
    options = arguments(
        __doc__, rounds=20, together=False, editors=20, seconds=300, pause=5, readers=200
    )
    prepare(options.records, with_stock=False)
    if options.together:
        store_pages(codes(READ_PAGES))
    _set_up()
    with serving(OURS, PORT, workers=2, threads=4) as server:
        rows = _together(options) if options.together else _one_by_one(options)
        print(f"largest worker: {worker_memory(server):.0f} MB")
    report(rows, options.json)


def _set_up():
    """Let this process read the same database and sessions as the server, a connection a thread."""
    os.environ.update(environment(OURS, PORT) | {"DATABASE_POOL_SIZE": "0"})
    sys.path[:0] = [str(ROOT), str(ROOT / "site")]
    django.setup()
    del os.environ["DATABASE_POOL_SIZE"]  # the server is started with its default


def _one_by_one(options):
    from _editing import Work, times
    from _large_form import opened

    started = time.monotonic()
    for number in range(options.rounds + 1):
        work = Work(number % options.editors, number // options.editors, PORT)
        work.lists()
        work.guide()
        if number == 0:  # the first round only warms the server up
            times.milliseconds.clear()
    opened(PORT, times, options.rounds)
    return _rows(times, time.monotonic() - started)


def _together(options):
    """Let editors work at once, each on his own guides, and readers read beside them."""
    from _editing import Work, times

    for editor in range(WARMING):
        Work(editor, 0, PORT).attempt()
    times.milliseconds.clear()
    ends = time.monotonic() + options.seconds

    def edit(editor):
        for turn in range(1, 10_000):
            if time.monotonic() > ends:
                return
            work = Work(editor, turn, PORT, pause=options.pause)
            work.attempt()

    reading = _Readers(options.readers, ends)
    threads = [threading.Thread(target=edit, args=[one]) for one in range(options.editors)]
    threads += reading.threads()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    times.milliseconds["guide_page"] = reading.milliseconds
    times.errors["guide_page"] = reading.errors
    return _rows(times, options.seconds)


class _Readers:
    """Readers who ask for different pages at a steady rate."""

    CROWD = 4

    def __init__(self, rate, ends):
        self.between, self.ends = self.CROWD / max(rate, 1), ends
        self.milliseconds, self.errors = [], 0
        self.paths = [f"/guides/{code}/" for code in codes(READ_PAGES)]

    def threads(self):
        """Give the threads, not started yet."""
        return [threading.Thread(target=self._read, args=[place]) for place in range(self.CROWD)]

    def _read(self, place):
        following = time.monotonic()
        for number in range(place, sys.maxsize, self.CROWD):
            following += self.between
            if following > self.ends:
                return
            time.sleep(max(following - time.monotonic(), 0))
            started = time.perf_counter()
            try:
                get(PORT, self.paths[number % len(self.paths)])
            except OSError:
                self.errors += 1
            else:
                self.milliseconds.append((time.perf_counter() - started) * 1000)


def _rows(times, seconds):
    rows = []
    for name in dict.fromkeys([*NAMES, *times.milliseconds, *times.errors]):
        found, errors = times.milliseconds.get(name, []), times.errors.get(name, 0)
        if not found and not errors:
            continue
        figures = {"n": len(found), "errors": errors, "rps": len(found) / seconds}
        rows.append(row(name, figures | percentiles(found, errors)))
    return rows


if __name__ == "__main__":
    main()
