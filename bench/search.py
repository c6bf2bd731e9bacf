"""Search: hits, the full page with facets, suggestions, and the rate of indexing."""

import json
import sys
import time
from random import Random
from urllib.parse import quote

from _places import OURS, WORK, manage
from _records import prepare
from _rows import arguments, pooled, report, row
from _serving import get, serving
from _wrk import measure

PORT = 8731
QUERIES = 400
ENGINES = ("database", "elasticsearch")


def main():
    """Measure what people ask by typing; queries are everyday words and official names."""
    needs = ("PostgreSQL", "Elasticsearch", "wrk")
    options = arguments(__doc__, needs=needs, seconds=10, connections=4, rebuild=False)
    prepare(options.records, with_stock=False)
    rows = [_index_rate(engine) for engine in ENGINES] if options.rebuild else []
    _require_indexes(options.records)
    queries = _queries()
    subjects = {
        "search_hits": [f"/api/v1/search?q={quote(one)}&limit=10" for one in queries],
        "search_full": [f"/search/?q={quote(one)}" for one in queries],
        "suggest": [f"/api/v1/suggest?q={quote(one[:2])}" for one in queries],
    }
    with serving(OURS, PORT):
        for name, addresses in subjects.items():
            get(PORT, addresses[0])
            runs = [
                measure(PORT, addresses, seconds=options.seconds, connections=options.connections)
                for _run in range(2)
            ]
            rows.append(row(name, pooled(runs)))
    report(rows, options.json)


def _require_indexes(records):
    """Leave the program unless every engine's index holds the records: an empty one is quick."""
    target = WORK / "status.json"
    manage(OURS, "search", "status", f"--json={target}")
    for one in json.loads(target.read_text()):
        indexed = one.get("indexed", 0)
        if indexed < records:
            name = one["engine"]
            sys.exit(
                f"Nothing can be measured: the index of {name} holds {indexed:,} of {records:,} "
                "guides. Add --rebuild, which also measures the rate of indexing."
            )


def _queries():
    """Return queries of one to three words, the same ones each time."""
    from demo.generate import words

    random = Random(1)
    return [
        random.choice(words.SUBJECTS) + random.choice(["", *words.DEEDS, *words.ALIASES])
        for _query in range(QUERIES)
    ]


def _index_rate(engine):
    """Rebuild an index and give documents a second."""
    target = WORK / "rebuild.json"
    started = time.monotonic()
    manage(OURS, "search", "rebuild", f"--engine={engine}", f"--json={target}")
    seconds = time.monotonic() - started
    indexed = sum(one["indexed"] for one in json.loads(target.read_text()))
    blank = {"p50_ms": None, "p95_ms": None, "p99_ms": None}
    return row(
        f"index_rate {engine}", blank | {"n": indexed, "rps": indexed / seconds, "errors": 0}
    )


if __name__ == "__main__":
    main()
