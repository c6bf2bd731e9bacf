"""Elasticsearch as an engine: tokens matched by `minimum_should_match`, facets beside the hits."""

from elasticsearch import ApiError, TransportError

from core.running.outage_pause import OutagePause
from search.bigrams import characters, is_single_character
from search.engines.database import Found, Row
from search.engines.elasticsearch_client import NoAnswerError, alias, answers_or_not, client
from search.engines.elasticsearch_mapping import SEPARATOR
from search.facets import LABELLED, MOST_VALUES, NAMES, Facet
from search.query import FASTEST, MOST_HITS, UPDATED

__all__ = ["NAME", "NoAnswerError", "search"]

NAME = "elasticsearch"
PAUSE_SECONDS = 5
PROBE_SECONDS = 0.7
NEWEST = {"seq": "desc"}
ORDERS = {
    UPDATED: [NEWEST],
    FASTEST: [{"promised_hours": {"order": "asc", "missing": "_last"}}, NEWEST],
}
BOOSTS = {"title": 4.0, "aliases": 3.0, "summary": 1.5}
_pause = OutagePause(PAUSE_SECONDS)


def search(plan):
    """Return the Found of a Plan in one request; NoAnswerError when Elasticsearch does not
    answer.
    """
    if not _pause.is_over():
        raise NoAnswerError("it did not answer a moment ago")
    try:
        with answers_or_not():
            answer = client().search(index=alias(), **request(plan))
    except NoAnswerError:
        _pause.failed()
        raise
    _pause.answered()
    hits = answer["hits"]
    rows = [
        Row(hit["_source"]["code"], hit.get("_score") or 0.0, hit["_source"]["payload"])
        for hit in hits["hits"]
    ]
    return Found(rows, hits["total"]["value"], list(_counts(answer["aggregations"])))


def forget_pause():
    """Ask again at once, as tests do after a failure."""
    _pause.answered()


def is_searchable():
    """Return whether Elasticsearch answers a search of our index within PROBE_SECONDS."""
    asking = client().options(request_timeout=PROBE_SECONDS)
    try:
        asking.search(index=alias(), size=0, terminate_after=1)
    except (TransportError, ApiError):
        return False
    return True


def request(plan):
    """Return the body of the search request of a Plan."""
    filters = {name: {"terms": {name: list(values)}} for name, values in plan.filters.items()}
    return {
        "query": _query(plan.wordings),
        "post_filter": {"bool": {"filter": list(filters.values())}},
        "aggs": {name: _facet(name, filters) for name in NAMES},
        "sort": ORDERS.get(plan.sort, ["_score", NEWEST]),
        "track_scores": True,
        "track_total_hits": MOST_HITS + 1,
        "from_": plan.offset,
        "size": plan.limit,
        "source_includes": ["code", "payload"],
    }


def _query(wordings):
    is_open = {"term": {"is_open": True}}
    if not wordings:
        return {"bool": {"filter": [is_open]}}
    return {
        "bool": {
            "filter": [is_open],
            "must": [{"dis_max": {"queries": [_wording(one) for one in wordings]}}],
        }
    }


def _wording(wording):
    """Match by all texts, exactly as `search.matching` says; score by titles and names as well."""
    held = [_term(token) for token in wording.tokens]
    match = {"bool": {"should": held, "minimum_should_match": wording.least}}
    words = " ".join(wording.pairs_and_words)
    better = []
    if letters := " ".join(sorted(characters("".join(wording.tokens)))):
        better.append({"match": {"title_chars": {"query": letters, "boost": 0.3}}})
    if words:
        better += [
            {"match": {name: {"query": words, "boost": boost}}} for name, boost in BOOSTS.items()
        ]
        better.append({"match_phrase": {"title": {"query": words, "boost": 6.0}}})
        better.append({"match_phrase": {"aliases": {"query": words, "boost": 4.0}}})
    return {"bool": {"must": [match], "should": better, "boost": wording.weight}}


def _term(token):
    return {"term": {"chars" if is_single_character(token) else "text": token}}


def _facet(name, filters):
    """Count a facet's values under all filters but its own."""
    others = [one for other, one in filters.items() if other != name]
    field = f"{name}_label" if name in LABELLED else name
    return {
        "filter": {"bool": {"filter": others}},
        "aggs": {"values": {"terms": {"field": field, "size": 2 * MOST_VALUES}}},
    }


def _counts(aggregations):
    for name in NAMES:
        for bucket in aggregations[name]["values"]["buckets"]:
            yield Facet(name, *bucket["key"].split(SEPARATOR)), bucket["doc_count"]
