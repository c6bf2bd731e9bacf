"""Faults: each service killed, hung or gone under readers and editors, and what people see.

Starts PostgreSQL, Redis, Elasticsearch, the site and nginx of its own, so it harms nobody else's.
Exits with 1 when anybody saw what nobody may see. docs/reliability.md holds the results.
"""

import json
import sys
import time

import django
import _own_services
from _places import ROOT, service, use_settings
from _rows import arguments

SETTLED_SECONDS = 10
"""Within so many seconds of a service's return everything has caught up."""
READY_SECONDS = 2.0
"""One second, and as much again for a machine that does everything at once."""
PAGES = 200


def main():
    """Do each harm in turn, print what was seen, and write it as JSON."""
    options = arguments(
        __doc__, needs=("servers of its own",), records=400,
        seconds=60, after=15, readers=4, editors=20, pause=5, workers=2, only="",
    )  # fmt: skip
    from _harmed_city import City

    elasticsearch = _own_services.elasticsearch_home(service("SEARCH_URL"), ROOT)
    city = City(elasticsearch, workers=options.workers)
    try:
        city.start_services()
        _fill(options.records)
        city.elasticsearch.wait()
        city.start_site()
        rows = _harm(city, options)
    finally:
        city.end()
    if options.json:
        options.json.write_text(json.dumps(rows, ensure_ascii=False, indent=2) + "\n")
    sys.exit(any(row["wrong"] for row in rows))


def _fill(records):
    """Make the records, and let this process read them as the site does."""
    from _records import prepare

    prepare(records, with_stock=False)
    use_settings()
    django.setup()


def _harm(city, options):
    from _crowd import Crowd
    from _records import codes, store_pages

    store_pages(codes(PAGES))
    paths = [f"/guides/{code}/" for code in codes(PAGES)]
    only = options.only.split(",") if options.only else [harm.__name__ for harm in HARMS]
    rows = []
    with Crowd(
        city.port, city.readers_port, paths,
        readers=options.readers, editors=options.editors, pause=options.pause,
    ) as crowd:  # fmt: skip
        crowd.wait_until_ready(120)
        for harm in (harm for harm in HARMS if harm.__name__ in only):
            time.sleep(options.after / 3)
            began = time.monotonic()
            harm(city, options.seconds)
            back = time.monotonic()
            settled = crowd.wait_until_ready(60)
            time.sleep(max(options.after - settled, 1))
            rows.append(_row(harm, crowd, began, back, settled))
            _print(rows[-1])
    rows.append(_kept(crowd))
    _print(rows[-1])
    return rows


def one_worker(city, seconds):
    """one worker of readers and of editors killed"""
    for name in ("readers", "editors"):
        _own_services.kill(city.workers(name)[0])


def all_workers(city, seconds):
    """all workers killed"""
    for name in ("readers", "editors"):
        for worker in city.workers(name):
            _own_services.kill(worker)


def web_services(city, seconds):
    """web services killed, workers and all"""
    for name in ("readers", "editors"):
        city.services[name].kill()


def relay(city, seconds):
    """relay killed"""
    city.services["relay"].kill()


def redis_gone(city, seconds):
    """Redis killed and gone"""
    _gone(city.redis, seconds)


def redis_hangs(city, seconds):
    """Redis hangs"""
    _hangs(city.redis, seconds)


def postgresql_restarted(city, seconds):
    """PostgreSQL killed and started at once"""
    _gone(city.postgresql, 0)


def postgresql_gone(city, seconds):
    """PostgreSQL killed and gone"""
    _gone(city.postgresql, seconds)


def postgresql_hangs(city, seconds):
    """PostgreSQL hangs"""
    _hangs(city.postgresql, seconds)


def elasticsearch_gone(city, seconds):
    """Elasticsearch killed and gone"""
    _gone(city.elasticsearch, seconds)


def elasticsearch_hangs(city, seconds):
    """Elasticsearch hangs"""
    _hangs(city.elasticsearch, seconds)


HARMS = (
    one_worker, all_workers, web_services, relay, redis_gone, redis_hangs, postgresql_restarted,
    postgresql_gone, postgresql_hangs, elasticsearch_gone, elasticsearch_hangs,
)  # fmt: skip
MAY_FAIL_MEANWHILE = {
    one_worker,
    all_workers,
    web_services,
    postgresql_restarted,
    postgresql_gone,
    postgresql_hangs,
}
"""What editors cannot do without, and readers only as far as nginx has kept their page."""


def _gone(harmed, seconds):
    harmed.kill()
    time.sleep(seconds)
    harmed.start()


def _hangs(harmed, seconds):
    harmed.hang()
    time.sleep(seconds)
    harmed.resume()


def _row(harm, crowd, began, back, settled):
    """Return what each kind of people saw while the harm lasted and after it, and what is wrong."""
    seen = {
        when: {who: _counted(crowd, who, *span) for who in crowd.KINDS}
        for when, span in {"during": (began, back), "after": (back, time.monotonic())}.items()
    }
    wrong = []
    if settled > SETTLED_SECONDS:
        wrong.append(f"settled after {settled:.1f} s")
    for when, by_who in seen.items():
        for who, counts in by_who.items():
            if counts["500"]:
                wrong.append(f"{counts['500']} × 500 to {who} {when}")
            if who == "readyz" and counts["slowest_ms"] > READY_SECONDS * 1000:
                wrong.append(f"readyz took {counts['slowest_ms']:.0f} ms {when}")
    meanwhile = seen["during"]["readers"]
    if harm not in MAY_FAIL_MEANWHILE and meanwhile["n"] > meanwhile["ok"]:
        wrong.append(f"{meanwhile['n'] - meanwhile['ok']} readers were refused")
    return {
        "fault": harm.__doc__,
        "lasted_s": round(back - began, 1),
        "settled_s": round(settled, 1),
        "seen": seen,
        "wrong": wrong,
    }


def _counted(crowd, who, since, until):
    """Return how many answers of each kind somebody saw to what was asked in a span of time."""
    answers = [one for one in list(crowd.seen) if one.who == who and since <= one.at < until]
    counts = {"n": len(answers), "ok": 0, "500": 0, "503": 0, "none": 0, "other": 0}
    names = {0: "none", 500: "500", 502: "503", 503: "503", 504: "503"}
    for one in answers:
        counts["ok" if one.status in (200, 302) else names.get(one.status, "other")] += 1
    return counts | {"slowest_ms": max((one.milliseconds for one in answers), default=0.0)}


def _kept(crowd):
    """Return whether everything that was acknowledged is there, and nothing is half there."""
    from django.db.models import Count

    from moderation.choices import SubmissionState
    from moderation.models import Submission
    from publication.models import Event, PublishedVersion

    told = {}
    for submission, _name in crowd.acknowledged:
        told[submission] = told.get(submission, 0) + 1
    filed = [submission for submission, name in crowd.acknowledged if name == "file"]
    decided = dict(
        Submission.objects.filter(pk__in=told).annotate(n=Count("decisions")).values_list("pk", "n")
    )
    versions = PublishedVersion.objects.filter(submission__state=SubmissionState.FILED)
    there = set(versions.values_list("submission", flat=True))
    half = Submission.objects.filter(state=SubmissionState.FILED).exclude(pk__in=there).count()
    without_event = PublishedVersion.objects.exclude(seq__in=Event.objects.values("seq")).count()
    lost = [pk for pk in filed if pk not in there]
    lost += [pk for pk, count in told.items() if decided.get(pk, 0) < count]
    return {
        "fault": "what was acknowledged",
        "decisions": len(crowd.acknowledged),
        "filings": len(filed),
        "lost": len(lost),
        "half": half + without_event,
        "wrong": [f"lost: {lost}"] * bool(lost) + ["half states"] * bool(half + without_event),
    }


def _print(row):
    print(f"\n{row['fault']}")
    for name in ("lasted_s", "settled_s", "decisions", "filings", "lost", "half"):
        if name in row:
            print(f"  {name:<10} {row[name]}")
    for when, by_who in row.get("seen", {}).items():
        for who, counts in by_who.items():
            slowest = counts["slowest_ms"]
            cells = "  ".join(f"{key} {counts[key]}" for key in counts if key != "slowest_ms")
            print(f"  {when:<7} {who:<8} {cells}  slowest {slowest:,.0f} ms")
    for wrong in row["wrong"]:
        print(f"  WRONG: {wrong}")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
