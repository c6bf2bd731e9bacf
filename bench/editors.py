"""Editors: opening, saving, submitting, deciding, filing, and the lists of the admin."""

import multiprocessing
import os
import sys
import threading
import time
from random import uniform

import django
from _places import OURS, ROOT, environment
from _records import codes, prepare, store_pages
from _rows import arguments, percentiles, report, row
from _serving import get, serving, worker_memory

PORT = 8741
READ_PAGES = 20_000
EDITING, READING = 4, 2
"""Processes of the people who work at once."""
CROWD = 4
"""Readers of one process."""
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
    """Let editors work at once, each on his own guides, and readers read beside them.

    In processes of their own: a crowd in one would wait for itself, and count that as the server's.
    """
    from _editing import Work, times

    from core.processes import close_connections

    for editor in range(WARMING):
        Work(editor, 0, PORT).attempt()
    times.milliseconds.clear()
    paths = [f"/guides/{code}/" for code in codes(READ_PAGES)]
    close_connections()
    ends = time.monotonic() + options.seconds
    with multiprocessing.get_context("fork").Pool(EDITING + READING) as pool:
        parts = [
            pool.apply_async(_edit, [range(place, options.editors, EDITING), ends, options.pause])
            for place in range(EDITING)
        ]
        parts += [
            pool.apply_async(_read, [paths[place::READING], options.readers / READING, ends])
            for place in range(READING)
        ]
        for part in parts:
            times.add(*part.get())
    return _rows(times, options.seconds)


def _edit(editors, ends, pause):
    """Work as some editors until the end; gives their (milliseconds, errors)."""
    from _editing import Work, times

    def work(editor):
        # A round has five pauses: begin anywhere in it.
        time.sleep(pause * uniform(0, 5))
        turn = 0
        while time.monotonic() < ends:
            turn += 1
            Work(editor, turn, PORT, pause=pause).attempt()

    times.milliseconds.clear()
    _all([threading.Thread(target=work, args=[editor]) for editor in editors])
    return times.milliseconds, times.errors


def _read(paths, rate, ends):
    """Read different pages, `rate` a second, until the end; gives (milliseconds, errors)."""
    from _people import Times

    times = Times()

    def read(place):
        following = time.monotonic() + place / rate
        for number in range(place, sys.maxsize, CROWD):
            following += CROWD / rate
            if following > ends:
                return
            time.sleep(max(following - time.monotonic(), 0))
            started = time.perf_counter()
            try:
                get(PORT, paths[number % len(paths)])
            except OSError:
                times.failed("guide_page")
            else:
                times.took("guide_page", (time.perf_counter() - started) * 1000)

    _all([threading.Thread(target=read, args=[place]) for place in range(CROWD)])
    return times.milliseconds, times.errors


def _all(threads):
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


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
