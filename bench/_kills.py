"""Five services killed with -9 again and again under a crowd, and how soon all had caught up."""

import time
from statistics import median

from _killable_servers import kill

LONGEST = 180
APART = 3
"""Seconds of peace between two kills, in which people go on."""


def database(city):
    """PostgreSQL"""
    city.postgresql.kill()
    city.postgresql.start()


def web_worker(city):
    """a worker of readers and one of editors"""
    for name in ("readers", "editors"):
        kill(city.workers(name)[0])


def relay(city):
    """the relay"""
    city.services["relay"].kill()


def elasticsearch(city):
    """Elasticsearch"""
    city.elasticsearch.kill()
    city.elasticsearch.start()


def redis(city):
    """Redis"""
    city.redis.kill()
    city.redis.start()


KILLED = (database, web_worker, relay, elasticsearch, redis)


def killed_by_turns(city, crowd, times, workers):
    """Kill each of them so many times, by turns; return a row for each with what was seen.

    A time runs from the kill until `/readyz` is whole, the relay has caught up, and all workers
    answer. By turns, because two deaths of a worker within 5.5 s end a web service.
    """
    found = {deed: [] for deed in KILLED}
    began = {deed: [] for deed in KILLED}
    for _turn in range(times):
        for deed in KILLED:
            began[deed].append(time.monotonic())
            deed(city)
            _wait_for_workers(city, workers)
            crowd.wait_until_ready(LONGEST)
            found[deed].append(time.monotonic() - began[deed][-1])
            print(f"  {deed.__doc__}: back after {found[deed][-1]:.1f} s", flush=True)
            time.sleep(APART)
    return [_row(deed, began[deed], found[deed], crowd) for deed in KILLED]


def _wait_for_workers(city, workers):
    ends = time.monotonic() + LONGEST
    while time.monotonic() < ends:
        if all(len(city.workers(name)) >= workers for name in ("readers", "editors")):
            return
        time.sleep(0.1)


def _row(deed, began, seconds, crowd):
    spans = [(at, at + lasted) for at, lasted in zip(began, seconds, strict=True)]
    seen = [one for one in list(crowd.seen) if any(a <= one.at < b for a, b in spans)]
    readers = [one.status for one in seen if one.who == "readers"]
    return {
        "killed": deed.__doc__,
        "times": len(seconds),
        "p50_s": round(median(seconds), 1),
        "worst_s": round(max(seconds), 1),
        "readers_asked": len(readers),
        "readers_refused": sum(status not in (200, 302) for status in readers),
        "faults_500": sum(one.status == 500 for one in seen),
        "wrong": _wrong(seconds, seen),
    }


def _wrong(seconds, seen):
    slow = [f"not back after {LONGEST} s"] if max(seconds) >= LONGEST else []
    return slow + (["somebody saw a 500"] if any(one.status == 500 for one in seen) else [])


def print_table(rows):
    """Print the rows as a table, for docs/reliability.md as well."""
    heads = list(rows[0])[:-1]
    print(" | ".join(heads))
    for row in rows:
        print(" | ".join(str(row[head]) for head in heads))
