"""Elasticsearch as an engine: tokens matched by `minimum_should_match`, facets beside the hits."""

from typing import Any

from elasticsearch import ApiError, TransportError

from core.running.outage_pause import OutagePause
from search.bigrams import is_single_character
from search.engines.database import Found, Row
from search.engines.elasticsearch_client import (
    PASSING,
    NoAnswerError,
    NoIndexError,
    alias,
    answers_or_not,
    client,
)
from search.engines.elasticsearch_mapping import SEPARATOR
from search.engines.frequencies import frequencies_of
from search.facets import LABELLED, MOST_VALUES, NAMES, Facet
from search.plan import Plan
from search.query import FASTEST, MOST_HITS, UPDATED
from search.weights import CHARACTERS, PHRASES, WINDOW, WORDS
from search.weights import NAMES as NAMED

__all__ = ["NAME", "NoAnswerError", "search"]

NAME = "elasticsearch"
PAUSE_SECONDS = 5
PROBE_SECONDS = 0.7
NEWEST = {"seq": "desc"}
ORDERS = {
    UPDATED: [NEWEST],
    FASTEST: [{"promised_hours": {"order": "asc", "missing": "_last"}}, NEWEST],
}
_pause = OutagePause(PAUSE_SECONDS)


def search(plan: Plan) -> Found:
    """Return the Found of a Plan in one request; NoAnswerError when Elasticsearch does not
    answer.

    Hits and facets are searches apart, so that each shard keeps the answers of the latter.
    """
    frequencies_of(plan.weighed)  # all at once, so that the parts of the query ask no more
    bodies = [hits_body(plan), *(facet_bodies(plan) if plan.facets else [])]
    answer, *counted = _run(bodies)
    hits = answer["hits"]
    counts = [pair for one in counted for pair in _counts(one.get("aggregations", {}))]
    return Found(_rows(hits["hits"]), hits["total"]["value"], counts)


def related(plan: Plan) -> list[Row]:
    """Return the Rows of guides that share a telling word with a Plan and are no hits, best
    first.
    """
    telling = [_holding(group, len(group)) for group in plan.telling]
    if not telling:
        return []
    query = {
        "bool": {
            "filter": [*_filters(plan.filters), {"bool": {"should": telling}}],
            "must": [{"dis_max": {"queries": [_any_of(one) for one in plan.wordings]}}],
            "must_not": [{"dis_max": {"queries": [_match(one) for one in plan.wordings]}}],
        }
    }
    body = _page(plan) | {"query": query, "track_total_hits": False}
    (answer,) = _run([body | _rescored(plan.wordings, plan)])
    return _rows(answer["hits"]["hits"])


def _rows(hits):
    return [
        Row(hit["_source"]["code"], hit.get("_score") or 0.0, hit["_source"]["payload"])
        for hit in hits
    ]


def _run(bodies):
    """Return the answers to several searches, all in one request."""
    if not _pause.is_over():
        raise NoAnswerError("it did not answer a moment ago")
    try:
        with answers_or_not():
            answers = _answers(bodies)
    except NoIndexError:
        _pause.answered()
        raise
    except NoAnswerError:
        _pause.failed()
        raise
    _pause.answered()
    return answers


def _answers(bodies):
    if len(bodies) == 1:
        return [client().search(index=alias(), **bodies[0])]
    searches = [
        part
        for one in bodies
        for part in (
            {"index": alias(), "request_cache": one["size"] == 0},
            {NAMES_IN_JSON.get(key, key): value for key, value in one.items()},
        )
    ]
    answers = client().msearch(searches=searches)["responses"]
    for one in answers:
        if "error" in one:
            reason = str(one["error"])
            if "index_not_found" in reason:
                raise NoIndexError
            if one["status"] in PASSING:
                raise NoAnswerError(reason[:300])
            raise ValueError(f"Elasticsearch refuses a search: {reason[:300]}")
    return answers


NAMES_IN_JSON = {"from_": "from", "source_includes": "_source"}


def forget_pause() -> None:
    """End the pause after a failure at once, as tests do."""
    _pause.answered()


def is_searchable() -> bool:
    """Return whether Elasticsearch answers a search of our index within PROBE_SECONDS."""
    asking = client().options(request_timeout=PROBE_SECONDS)
    try:
        asking.search(index=alias(), size=0, terminate_after=1)
    except (TransportError, ApiError):
        return False
    return True


def hits_body(plan: Plan) -> dict[str, Any]:
    """Return the body of the search for a page of hits."""
    body = _page(plan) | {"query": _query(plan), "track_total_hits": MOST_HITS + 1}
    if plan.sort in ORDERS or not plan.wordings:
        return body | {"sort": ORDERS.get(plan.sort, [NEWEST]), "track_scores": True}
    return body | _rescored(plan.wordings, plan)


def facet_bodies(plan: Plan) -> list[dict[str, Any]]:
    """Return the bodies of searches that count: one for facets without a chosen value under all
    filters, one for each other under all filters but its own.
    """
    free = [name for name in NAMES if name not in plan.filters]
    sets = [(free, plan.filters)]
    sets += [([name], _without(plan.filters, name)) for name in plan.filters]
    return [_counting(plan, names, filters) for names, filters in sets]


def _counting(plan, names, filters):
    held = _filters(filters)
    if plan.wordings:
        # In filter context nothing is scored, and each shard keeps the answer until it is written.
        held.append({"bool": {"should": [_match(one) for one in plan.wordings]}})
    return {
        "size": 0,
        "track_total_hits": False,
        "query": {"bool": {"filter": held}},
        "aggs": {name: _facet(name) for name in names},
    }


def _without(filters, name):
    return {other: values for other, values in filters.items() if other != name}


def _page(plan):
    return {"from_": plan.offset, "size": plan.limit, "source_includes": ["code", "payload"]}


def _filters(filters):
    return [
        {"term": {"is_open": True}},
        *({"terms": {name: list(values)}} for name, values in filters.items()),
    ]


def _query(plan):
    if not plan.wordings:
        return {"bool": {"filter": _filters(plan.filters)}}
    scored = [_scored(one) for one in plan.wordings]
    best = scored[0] if len(scored) == 1 else {"dis_max": {"queries": scored}}
    return {"bool": {"filter": _filters(plan.filters), "must": [best]}}


def _scored(wording):
    """Match by all texts, exactly as `search.matching` says; single characters add to the score."""
    match = {"bool": {"should": _terms(wording), "minimum_should_match": wording.least}}
    named = [_holding(tokens, least) for tokens, least in wording.demands[1:]]
    held = {"must": [match], "filter": named, "should": _letters(wording)}
    return {"bool": held | {"boost": wording.weight}}


def _any_of(wording):
    held = {"should": _terms(wording) + _letters(wording), "minimum_should_match": 1}
    return {"bool": held | {"boost": wording.weight}}


def _terms(wording):
    known = frequencies_of(wording.tokens)
    return [_term(token, _boost(known, token, WORDS)) for token in wording.tokens]


def _letters(wording):
    known = frequencies_of(wording.letters)
    return [
        _term(one, times * _boost(known, one, CHARACTERS))
        for one, times in sorted(wording.letters.items())
    ]


def _boost(known, token, weighting):
    """Return by how much a token counts more than by BM25 alone: its share, and its rarity."""
    return weighting.share * known.weight(token) ** (weighting.rarity - 1)


def _match(wording):
    return {"bool": {"filter": [_holding(tokens, least) for tokens, least in wording.demands]}}


def _holding(tokens, least):
    held = [_term(token) for token in tokens]
    return {"bool": {"should": held, "minimum_should_match": least}}


def _term(token, boost=1.0):
    name = "chars" if is_single_character(token) else "text"
    return {"term": {name: {"value": token, "boost": boost}}}


def _rescored(wordings, plan):
    """Return the part of a body that orders the best hits by titles and everyday names as well."""
    queries = [_named(one) for one in wordings if one.pairs_and_words]
    if not queries or plan.offset >= WINDOW:
        return {}
    rescore = {"rescore_query": {"dis_max": {"queries": queries}}}
    return {"rescore": {"window_size": WINDOW, "query": rescore}}


def _named(wording):
    words = " ".join(wording.pairs_and_words)
    parts = [
        *({"match": {name: {"query": words, "boost": NAMED[name]}}} for name in NAMED),
        *({"match_phrase": {name: {"query": words, "boost": PHRASES[name]}}} for name in PHRASES),
    ]
    return {"bool": {"should": parts, "boost": wording.weight}}


def _facet(name):
    field = f"{name}_label" if name in LABELLED else name
    return {"terms": {"field": field, "size": 2 * MOST_VALUES}}


def _counts(aggregations):
    for name, found in aggregations.items():
        for bucket in found["buckets"]:
            yield Facet(name, *bucket["key"].split(SEPARATOR)), bucket["doc_count"]
