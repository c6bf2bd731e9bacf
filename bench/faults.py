"""Faults: each service killed, hung or gone under readers and editors, and what people see.

Starts PostgreSQL, Redis, Elasticsearch, the site and nginx of its own, so it harms nobody else's.
With `--copy 1` readers read on a streaming replica, to which harm is done. With `--kills 20` the
database, a web worker, the relay, Elasticsearch and Redis are killed so many times each instead,
and the time is printed after which everything had caught up.
Exits with 1 when anybody saw what nobody may see. docs/reliability.md holds the results.
"""

import json
import signal
import sys
import time
from collections import Counter

import django
from _harms import HARMS, OF_POSTGRESQL, OF_THE_COPY, OF_WORKERS
from _killable_servers import elasticsearch_home
from _kills import killed_by_turns, print_table
from _places import ROOT, service, use_settings
from _rows import arguments

READY_SECONDS = 2.0
"""One second, and as much again for a machine that does everything at once."""
PAGES = 200
KINDS = {0: "none", 500: "500", 502: "503", 503: "503", 504: "503"}
"""Statuses that are counted apart; 200 and 302 are `ok`, all others `other`."""


def main():
    """Do each harm in turn, print what was seen, and write it as JSON."""
    options = arguments(
        __doc__,
        needs=("servers of its own",),
        records=400,
        seconds=60,
        after=15,
        settled=10,
        readers=4,
        editors=20,
        pause=20,
        workers=2,
        only="",
        copy=0,
        kills=0,
    )
    from _harmed_city import City

    signal.signal(signal.SIGTERM, lambda *_: sys.exit("ended by SIGTERM"))  # with all it started
    city = City(elasticsearch_home(service("SEARCH_URL"), ROOT), workers=options.workers)
    try:
        city.start_services()
        _fill(options.records)
        city.elasticsearch.wait()
        if options.copy:
            city.start_copy()
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
    harms = OF_THE_COPY if options.copy else HARMS
    chosen = options.only.split(",") if options.only else [harm.__name__ for harm in harms]
    rows = []
    with Crowd(
        city,
        [f"/guides/{code}/" for code in codes(PAGES)],
        readers=options.readers,
        editors=options.editors,
        pause=options.pause,
    ) as crowd:
        crowd.wait_until_ready(300)
        if options.kills:
            rows = killed_by_turns(city, crowd, options.kills, options.workers)
            chosen = []
        for harm in (harm for harm in harms if harm.__name__ in chosen):
            time.sleep(options.after / 3)
            rows.append(_harmed(harm, city, crowd, options))
            _print(rows[-1])
    if options.kills:
        print_table(rows)
    rows.append(_kept(crowd))
    if options.kills and not rows[-1]["filings"]:
        rows[-1]["wrong"].append("nothing was filed, so nothing is shown")
    _print(rows[-1])
    return rows


def _harmed(harm, city, crowd, options):
    """Do one harm; return what each kind of people saw during it and afterwards."""
    began = time.monotonic()
    harm(city, options.seconds)
    back = time.monotonic()
    settled = crowd.wait_until_ready(120)
    time.sleep(max(options.after - settled, 1))
    spans = {"during": (began, back), "after": (back, time.monotonic())}
    seen = {
        when: {who: _counted(crowd, who, *span) for who in crowd.KINDS}
        for when, span in spans.items()
    }
    return {
        "fault": harm.__doc__,
        "lasted_s": round(back - began, 1),
        "settled_s": round(settled, 1),
        "seen": seen,
        "wrong": list(_wrong(harm, seen, settled, options.settled)),
    }


def _counted(crowd, who, since, until):
    """Return how many answers of each kind somebody saw to what was asked in a span of time."""
    answers = [one for one in list(crowd.seen) if one.who == who and since <= one.at < until]
    counts = {"n": len(answers), "ok": 0, "500": 0, "503": 0, "none": 0, "other": 0}
    for one in answers:
        counts["ok" if one.status in (200, 302) else KINDS.get(one.status, "other")] += 1
    return counts | {"slowest_ms": max((one.milliseconds for one in answers), default=0.0)}


def _wrong(harm, seen, settled, most_settled):
    """Yield what somebody saw that nobody may see."""
    if harm not in OF_WORKERS and settled > most_settled:
        yield f"caught up after {settled:.1f} s"
    for when, by_who in seen.items():
        for who, counts in by_who.items():
            if counts["500"]:
                yield f"{counts['500']} × 500 to {who} {when}"
            refused = counts["503"] + counts["none"]
            if refused and when == "during" and harm not in OF_WORKERS | OF_POSTGRESQL:
                yield f"{who} were refused {refused} times"
        slowest = by_who["readyz"]["slowest_ms"]
        if harm not in OF_WORKERS and slowest > READY_SECONDS * 1000:
            yield f"readyz took {slowest:.0f} ms {when}"


def _kept(crowd):
    """Return whether everything that was acknowledged is there by its hash, and nothing is half
    there.
    """
    from guides.document import sha256_hex
    from moderation.choices import SubmissionState
    from moderation.models import Decision, Submission
    from publication.models import Event, PublishedVersion

    noted = Counter((submission, sha256) for submission, _name, sha256 in crowd.acknowledged)
    filed = [submission for submission, name, _sha256 in crowd.acknowledged if name == "file"]
    decisions = Decision.objects.filter(submission__in={submission for submission, _ in noted})
    decided = Counter(decisions.values_list("submission", "sha256"))
    versions = PublishedVersion.objects.filter(submission__state=SubmissionState.FILED)
    there = set(versions.values_list("submission", flat=True))
    half = Submission.objects.filter(state=SubmissionState.FILED).exclude(pk__in=there).count()
    half += PublishedVersion.objects.exclude(seq__in=Event.objects.values("seq")).count()
    changed = [one.filing_no for one in versions if sha256_hex(one.text) != one.sha256]
    lost = [pk for pk in filed if pk not in there] + sorted(noted - decided)
    wrong = {"lost": lost, "half there": half, "changed": changed}
    return {
        "fault": "what was acknowledged",
        "decisions": len(crowd.acknowledged),
        "filings": len(filed),
        "lost": len(lost),
        "half": half,
        "wrong": [f"{name}: {what}" for name, what in wrong.items() if what],
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
