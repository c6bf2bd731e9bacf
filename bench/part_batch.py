"""One shared part that so many guides use: its screens, and its change filed in all of them.

The first pages of its impact and of where it is used are timed. Then the change goes through its
review, and its worker is killed with -9 twice while it files; readers ask at a steady rate before,
meanwhile and afterwards. In the end each guide has one new version, and numbers and the event log
are without a gap. Exits with 1 otherwise. The database is a copy of the benchmarks', made anew each
time. docs/performance.md says what was found.
"""

import json
import os
import subprocess
import sys
import threading
import time
from statistics import median

from _places import OURS, PYTHON, ROOT, connect, environment, manage
from _records import prepare
from _rows import arguments
from _serving import serving
from _wrk import measure

DATABASE = f"{OURS}_parts"
PORT = 8703
KILLED_AT = (0.3, 0.7)
"""Shares of the guides after which the worker is killed."""
ADDRESSES = 2_000
CONNECTIONS, REST_MS = 8, 100
"""Readers: so many at once, each resting so long between two pages."""
WINDOW_SECONDS = 20
PATIENCE = 4 * 3600


def main():
    """Measure screens, review and batch; compare, print, write."""
    options = arguments(__doc__, needs=("PostgreSQL", "wrk"), records=0, uses=10_000)
    prepare(max(options.records, options.uses), with_stock=False)
    _copy()
    from _part_uses import approved, change_sent, first_pages, made, wrong_after

    part, codes = made(options.uses)
    began = time.monotonic()
    change = change_sent(part)
    result = {
        "name": "part_batch",
        "uses": options.uses,
        "prepared_s": round(time.monotonic() - began, 1),
        "first_pages_ms": first_pages(part, change),
    }
    approved(change)
    pages = [f"/guides/{code}/" for code in codes[:ADDRESSES]]
    with serving(DATABASE, PORT):
        measure(PORT, pages, seconds=WINDOW_SECONDS, connections=CONNECTIONS, rest=REST_MS)
        before = _readers(pages)
        batch = _batch(change.pk, options.uses, pages)
        after = _readers(pages)
    peace = median([before["p95_ms"], after["p95_ms"]])
    result |= batch | {
        "readers_p95_ms": {"before": before["p95_ms"], "after": after["p95_ms"]}
        | {"meanwhile": batch["readers_p95_ms"]},
        "readers_times": round(batch["readers_p95_ms"] / peace, 2),
        "wrong": wrong_after(change, options.uses),
    }
    print(json.dumps(result, ensure_ascii=False, indent=2))
    if options.json:
        options.json.write_text(json.dumps([result], ensure_ascii=False, indent=2) + "\n")
    sys.exit(bool(result["wrong"]))


def _copy():
    """Make the database anew as a copy of the benchmarks', and let this process read it."""
    with connect("postgres") as server:
        server.execute(f'DROP DATABASE IF EXISTS "{DATABASE}" WITH (FORCE)')
        server.execute(f'CREATE DATABASE "{DATABASE}" TEMPLATE "{OURS}" STRATEGY file_copy')
    manage(DATABASE, "migrate", "-v0")
    os.environ.update(environment(DATABASE, PORT))
    sys.path.insert(0, str(ROOT / "site"))
    import django

    django.setup()


def _readers(pages):
    """Return what readers see in one window."""
    return measure(PORT, pages, seconds=WINDOW_SECONDS, connections=CONNECTIONS, rest=REST_MS)


def _batch(pk, uses, pages):
    """Let workers file everything, two of them killed; readers ask all the while."""
    seen, stop = [], threading.Event()

    def read():
        while not stop.is_set():
            seen.append(_readers(pages))

    reading = threading.Thread(target=read)
    began, worked = time.monotonic(), 0.0
    reading.start()
    for share in KILLED_AT:
        worked += _work(pk, int(share * uses))
    worked += _work(pk, None)
    stop.set()
    reading.join()
    return {
        "kills": len(KILLED_AT),
        "batch_s": round(time.monotonic() - began),
        "worked_s": round(worked),
        "guides_a_second": round(uses / worked, 1),
        "readers_p95_ms": median(one["p95_ms"] for one in seen),
        "readers_asked": sum(one["n"] for one in seen),
        "readers_errors": sum(one["errors"] for one in seen),
    }


FILED = (
    "SELECT count(*) FROM publication_partchangeitem WHERE change_id = %s AND state <> 'waiting'"
)
STATE = "SELECT state FROM publication_partchange WHERE id = %s"


def _work(pk, kill_at):
    """Let a worker file, as the relay starts it, until so many are done, or all; return the seconds
    that it worked. One that follows a killed worker waits until that one counts as gone.
    """
    until = time.monotonic() + PATIENCE
    with connect(DATABASE) as connection:
        while time.monotonic() < until:
            before, began = _filed(connection, pk), time.monotonic()
            worker = subprocess.Popen(
                [PYTHON, str(ROOT / "manage.py"), "carry_out_part_change", str(pk)],
                env=environment(DATABASE, PORT), cwd=ROOT,
            )  # fmt: skip
            try:
                while worker.poll() is None:
                    if kill_at is not None and _filed(connection, pk) >= kill_at:
                        return time.monotonic() - began
                    time.sleep(0.2)
            finally:
                worker.kill()
                worker.wait()
            if connection.execute(STATE, [pk]).fetchone()[0] != "filing":
                return time.monotonic() - began
            if _filed(connection, pk) > before:
                sys.exit("The worker ended before it had filed all guides.")
            time.sleep(5)
    sys.exit(f"The batch was not done within {PATIENCE} s.")


def _filed(connection, pk):
    return connection.execute(FILED, [pk]).fetchone()[0]


if __name__ == "__main__":
    main()
