"""How well an engine finds: nDCG@10, MRR@10, R@100 and questions without an answer, against BM25.

`run.py --corpus DIR --engine sqlite|postgresql|elasticsearch --json FILE` reads a question set in
the BEIR form. A row of `corpus.jsonl` may have `metadata` {"texts", "shown"}: an index document as
`citizens.py` writes it. `--dictionary` lets everyday words count that the project ships.
"""

import argparse
import json
import sys
import time
from pathlib import Path

from _baseline import DEPTH, Baseline
from _engines import index, start, stop
from _sets import read_set

ENGINES = ("sqlite", "postgresql", "elasticsearch")
PAGE = 50
PATIENCE_SECONDS = 60
FACTS = {"summary": "", "name": "", "situation": {"name": ""}}
SHOWN = ("state", "version", "seq", "effective_on", "since", "until", "updated_at")


def main():
    """Judge one engine by one question set."""
    options = _options()
    corpus, queries, judged = read_set(options.corpus)
    start(options.engine)
    _wait_for_every_answer()
    _use_dictionary(options.dictionary)
    index(options.engine, [_document(key, row) for key, row in corpus.items()])
    try:
        began = time.monotonic()
        found = {key: _ranked(text) for key, text in queries.items()}
        seconds = time.monotonic() - began
    finally:
        stop(options.engine)
    baseline = Baseline(corpus)
    result = figures(found, judged) | {
        "engine": options.engine,
        "queries": len(queries),
        "documents": len(corpus),
        "ms_a_query": round(1000 * seconds / max(1, len(queries)), 1),
        "baseline": figures({key: baseline.ranked(text) for key, text in queries.items()}, judged),
    }
    _report(result, options.json)
    if options.misses:
        _name_misses(found, queries, judged)


def _options():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True, help="a folder in the BEIR form")
    parser.add_argument("--engine", choices=ENGINES, required=True)
    parser.add_argument("--json", type=Path, metavar="FILE")
    parser.add_argument("--dictionary", action="store_true", help="with everyday words as shipped")
    parser.add_argument("--misses", action="store_true", help="name questions answered wrongly")
    return parser.parse_args()


def _document(key, row):
    from search.index_document import IndexDocument

    more = row.get("metadata") or {}
    texts = more.get("texts") or {"title": [row["title"]], "scope": row["text"].splitlines()}
    facts = FACTS | {"title": row["title"], "department": {}}
    shown = more.get("shown") or dict.fromkeys(SHOWN) | {"facts": facts, "reason": ""}
    kept = {name: lines for name, lines in texts.items() if any(lines)}
    return IndexDocument(key, 1, True, kept, (), shown)


def _wait_for_every_answer():
    """Take away the deadlines: what is found is judged here, not how busy the machine is."""
    from search import finding
    from search.engines import elasticsearch_client

    finding.SLOW_SECONDS = elasticsearch_client.SEARCH_SECONDS = PATIENCE_SECONDS


def _use_dictionary(wanted):
    from search.models import Synonym

    Synonym.objects.all().delete()
    if wanted:
        from search.dictionary.shipped import load_shipped

        load_shipped()


def _ranked(text):
    """Return {document: score} of the best hundred, in the order in which people see them."""
    from search.finding import find
    from search.query import SearchQuery

    codes = []
    for page in range(1, DEPTH // PAGE + 1):
        result = find(SearchQuery(q=text, limit=PAGE, page=page))
        codes += [hit.code for hit in (*result.hits, *result.related)]
    return {code: float(DEPTH - place) for place, code in enumerate(dict.fromkeys(codes))}


def figures(found, judged):
    """Return nDCG@10, MRR@10, R@100, success@1 and the share of questions without any answer."""
    from ir_measures import RR, R, Success, calc_aggregate, nDCG

    run = {key: documents for key, documents in found.items() if documents}
    named = {"ndcg@10": nDCG @ 10, "mrr@10": RR @ 10, "r@100": R @ 100, "success@1": Success @ 1}
    measured = calc_aggregate(list(named.values()), judged, run or {"": {}})
    zero = sum(not documents for documents in found.values()) / max(1, len(found))
    return {name: round(measured[one], 4) for name, one in named.items()} | {"zero": round(zero, 4)}


def _report(result, target):
    text = json.dumps(result, ensure_ascii=False, indent=2)
    print(text)
    if target:
        target.write_text(text + "\n", encoding="utf-8")


def _name_misses(found, queries, judged):
    for key, text in queries.items():
        first = next(iter(found[key]), "–")
        if first not in judged[key]:
            right = " ".join(judged[key])
            print(f"{key}\t{text}\t{first}\t{right}", file=sys.stderr)


if __name__ == "__main__":
    main()
