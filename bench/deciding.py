"""Deciding at once: processes of threads that submit, decide and file the same guides, for a while.

Afterwards nothing may be lost or doubled: each decision that was answered stands in its table, each
filed number follows the one before, each event too, and the audit log verifies. Exits with 1
otherwise. Needs PostgreSQL; a database of its own is made and kept. docs/reliability.md says what
was found.
"""

import json
import multiprocessing
import os
import sys
import time
from collections import Counter

import django
from _places import OURS, connect, environment, manage
from _rows import arguments

DATABASE = f"{OURS}_deciding"
LOOP = 2_000_000
"""Steps of the loop whose time says what hour of the machine it was."""


def main():
    """Let them decide, check what is left, print and write what was found."""
    options = arguments(__doc__, records=60, seconds=60, threads=16, processes=4)
    _prepare(options.records)
    loop_s = _loop()
    from _deciding import assert_whole, counts_before

    before = counts_before()
    results = _work(options)
    found = dict(sum(results, Counter()))
    wrong = assert_whole(before, found)
    row = {
        "name": "deciding",
        "seconds": options.seconds,
        "threads": options.threads * options.processes,
        "loop_s": round(loop_s, 3),
        **found,
        "wrong": wrong,
    }
    print(json.dumps(row, ensure_ascii=False, indent=2))
    if options.json:
        options.json.write_text(json.dumps([row], ensure_ascii=False, indent=2) + "\n")
    sys.exit(bool(wrong))


def _prepare(records):
    """Make database and records, and let this process read them."""
    connect(DATABASE).close()
    manage(DATABASE, "migrate", "-v0")
    with connect(DATABASE) as connection:
        (here,) = connection.execute("SELECT count(*) FROM guides_guidepage").fetchone()
    if here < records:
        manage(DATABASE, "generate_records", f"--count={records}", "--seed=1", "--resume")
    os.environ.update(environment(DATABASE, 8700))
    sys.path.insert(0, os.environ["PYTHONPATH"].rpartition(":")[2])
    django.setup()


def _work(options):
    """Return what each process counted; they begin together, when all have loaded."""
    from _deciding import run

    context = multiprocessing.get_context("spawn")
    barrier, results = context.Barrier(options.processes), context.Queue()
    crowd = [
        context.Process(target=run, args=(n, options.threads, options.seconds, barrier, results))
        for n in range(options.processes)
    ]
    for one in crowd:
        one.start()
    found = [results.get(timeout=options.seconds + 300) for _one in crowd]
    for one in crowd:
        one.join()
    return found


def _loop():
    started = time.perf_counter()
    total = 0
    for number in range(LOOP):
        total += number
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
