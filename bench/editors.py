"""Editors: opening, saving, submitting, deciding, filing, and the lists of the admin."""

import multiprocessing
import os
import sys
import threading
import time
from random import uniform

import _nginx
import django
from _needs import require
from _places import OURS, ROOT, STOCK, WORK, environment
from _records import codes, prepare, store_pages
from _rows import arguments, percentiles, report, row
from _serving import serving, worker_memory
from _wrk import measure

PORT, READERS_PORT, STOCK_PORT = 8741, 8742, 8743
SOCKET = WORK / "editors.sock"
READ_PAGES = 20_000
EDITING = 4
"""Processes of the editors who work at once."""
CROWD, ANSWERED = 50, 5
"""Readers, and the milliseconds in which they are usually answered."""
GZIP = "Accept-Encoding: gzip"
WARMING = 4
"""So many rounds go before, since the first form that a worker shows takes a second."""
LISTS = ("explorer", "explorer_department", "explorer_folder", "dashboard", "chooser", "history")
SEARCHES = ("search", "search_department", "search_folder")
LARGE = ("edit_large", "edit_large_from_list")
NAMES = ("edit", *LARGE, "save", "submit", "decide", "file", *LISTS, *SEARCHES)


def main():
    """Measure one editor beside one of the stock site, or `--together` twenty beside readers."""
    options = arguments(
        __doc__,
        needs=("PostgreSQL", "nginx"),
        rounds=20,
        together=False,
        editors=20,
        seconds=300,
        pause=5,
        readers=200,
        threads=1,
    )
    require(["wrk"] if options.together else ["playwright", "chromium"])
    prepare(options.records, with_stock=not options.together)
    if options.together:
        store_pages(codes(READ_PAGES))
    _set_up()
    # Apart, and editors by a socket, as docs/web.md starts them.
    with (
        serving(OURS, SOCKET, threads=options.threads, at_once=options.threads) as server,
        _nginx.running(WORK / "nginx-editors", PORT, _nginx.before_socket(SOCKET, PORT)),
        _beside(options),
    ):
        rows = _together(options) if options.together else _one_by_one(options)
        print(f"largest worker: {worker_memory(server):.0f} MB")
    report(rows, options.json)


def _beside(options):
    """Serve readers beside twenty editors, the stock site beside one."""
    if options.together:
        return serving(OURS, READERS_PORT)
    return serving(STOCK, STOCK_PORT, threads=1, at_once=1)


def _set_up():
    """Let this process read the same database and sessions as the server, a connection a thread."""
    os.environ.update(environment(OURS, PORT))
    sys.path[:0] = [str(ROOT), str(ROOT / "site")]
    django.setup()


def _one_by_one(options):
    """Let one editor work here and one on the stock site, by turns, each first as often."""
    from _editing import Work, times
    from _large_form import opened
    from _people import Times
    from _stock_editing import StockEditor

    stock_times = Times()
    stock = StockEditor(STOCK_PORT, stock_times)

    def ours(number):
        work = Work(number % options.editors, number // options.editors, PORT)
        work.lists()
        work.guide()

    for number in range(WARMING + options.rounds):
        for edit in (ours, stock.work) if number % 2 else (stock.work, ours):
            edit(number)
        if number < WARMING:
            times.milliseconds.clear()
            stock_times.milliseconds.clear()
    opened(PORT, times, options.rounds)
    return [
        row(name, _alone(times, name), _alone(stock_times, name))
        for name in dict.fromkeys([*NAMES, *times.milliseconds])
    ]


def _alone(times, name):
    """Return the figures of what one person did, one after the other; None for what nobody did."""
    found = times.milliseconds.get(name)
    if not found:
        return None
    figures = {"n": len(found), "errors": 0, "rps": 1000 * len(found) / sum(found)}
    return figures | percentiles(found)


def _together(options):
    """Let editors work at once, each on his own guides, and readers read beside them.

    In processes of their own: a crowd in one would wait for itself, and count that as the server's.
    """
    from _editing import Work, times

    from core.running.processes import close_connections

    for editor in range(WARMING):
        Work(editor, 0, PORT).attempt()
    times.milliseconds.clear()
    paths = [f"/guides/{code}/" for code in codes(READ_PAGES)]
    close_connections()
    ends = time.monotonic() + options.seconds
    with multiprocessing.get_context("fork").Pool(EDITING) as pool:
        parts = [
            pool.apply_async(_edit, [range(place, options.editors, EDITING), ends, options.pause])
            for place in range(EDITING)
        ]
        readers = _read(paths, options.readers, options.seconds)
        for part in parts:
            times.add(*part.get())
    return [*_rows(times, options.seconds), readers]


def _edit(editors, ends, pause):
    """Work as some editors until the end; return their (milliseconds, errors)."""
    from _editing import Work, times

    def work(editor):
        # A round has five pauses: begin anywhere in it.
        time.sleep(pause * uniform(0, 5))
        turn = 0
        while time.monotonic() < ends:
            turn += 1
            Work(editor, turn, PORT, pause=pause).attempt()

    times.milliseconds.clear()
    threads = [threading.Thread(target=work, args=[editor]) for editor in editors]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return times.milliseconds, times.errors


def _read(paths, rate, seconds):
    """Read different pages, about `rate` a second, in a program that costs the cores little."""
    rest = 1000 * CROWD / rate - ANSWERED
    figures = measure(
        READERS_PORT, paths, seconds=seconds, connections=CROWD, rest=rest, headers=[GZIP]
    )
    return row("guide_page", figures)


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
