"""Finding: the answer to a query, from Elasticsearch where there is one, else from the database."""

import logging
from dataclasses import replace
from time import monotonic

from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language

from core import registries
from search.answering.answer import answer_to
from search.bundles import bundles_for
from search.did_you_mean import did_you_mean
from search.engines import database, elasticsearch
from search.facets import facet_values
from search.folding import fold
from search.kept_results import kept_or_found
from search.plan import plan_of
from search.query import MOST_HITS, RELEVANCE, SearchQuery
from search.result import Hit, SearchResult, hit_of, pinned_hit_of, related_hit_of
from search.spelling.correcting import corrected

__all__ = ["Hit", "SearchResult", "find", "find_hits"]

log = logging.getLogger(__name__)

MOST_RELATED = 100
"""So many guides at most follow the hits; more of them would help nobody."""

SLOW_SECONDS = 0.4
"""An engine that takes so long for its first answer is asked nothing more in the same request."""

FEW = 3
"""With fewer hits, a name that is much alike is offered."""

AS_GOOD = 0.98
"""Hits with so much of another's score are equals, among which the more used comes first."""


def find(query: SearchQuery) -> SearchResult:
    """Return the SearchResult of a SearchQuery, as it was found seconds ago or anew.

    Where a page has room after the last hit, related guides follow. A query without any hit is
    tried once more as its words are usually spelt.
    """
    return kept_or_found(query, _find)


def _find(query):
    began = monotonic()
    found = _found(query)
    if found.total or not query.q or query.exact or monotonic() - began > SLOW_SECONDS:
        return found
    return _respelt(query, found) or found


def find_hits(query: SearchQuery) -> tuple[list[Hit], int, bool]:
    """Return (hits, total, whether there are more) of a SearchQuery, for lists: no facets, nothing
    related, no answer.
    """
    plan = replace(plan_of(query), facets=False)
    if plan.is_empty:
        return [], 0, False
    found, _engine, _degraded = _run_plan(plan)
    hits = [hit_of(row, plan) for row in found.rows]
    return hits, min(found.total, MOST_HITS), found.total > MOST_HITS


def _respelt(query, found):
    """Return the result of a query as its words are usually spelt, None when that has no hit; what
    is typed in letters alone also when nothing is related more.
    """
    text = corrected(query.q)
    better = _found(replace(query, q=text)) if text else None
    if better is None or not (better.total or _reads_better(query.q, better, found)):
        return None
    return replace(better, query=query, corrected=text, did_you_mean=None)


def _reads_better(typed, better, found):
    best, was = (max((one.score for one in r.related), default=0.0) for r in (better, found))
    return fold(typed).isascii() and best > was


def _found(query):
    began = monotonic()
    plan = plan_of(query)
    if plan.is_empty:
        found, engine, degraded = database.Found([], 0), _first_engine(), False
    else:
        found, engine, degraded = _run_plan(plan)
    english = (get_language() or "").startswith("en")
    total = min(found.total, MOST_HITS)
    has_room = total < plan.offset + plan.limit and monotonic() - began < SLOW_SECONDS
    related = _related(plan, found, engine) if has_room else []
    hits = [hit_of(row, plan) for row in found.rows]
    if plan.sort == RELEVANCE:
        hits = _by_use(_by_exact_title(hits, plan), plan)
    is_first_look = bool(query.q) and query.page == 1 and not query.filters and not query.exact
    return SearchResult(
        query=query,
        hits=_with_pinned(hits, plan, query) if is_first_look else hits,
        related=[related_hit_of(row, plan) for row in related],
        facets=facet_values(found.counts, plan.filters, english=english),
        total=total,
        total_is_capped=found.total > MOST_HITS,
        engine=engine,
        degraded=degraded,
        expanded=list(plan.expanded),
        did_you_mean=did_you_mean(query.q) if is_first_look and total < FEW else None,
        answer=answer_to(plan.typed, hits, plan.wordings) if is_first_look else None,
        bundles=bundles_for(plan) if is_first_look else [],
    )


def _first_engine():
    return elasticsearch.NAME if settings.SEARCH_URL else database.name()


def _run_plan(plan):
    """Return what the first engine that answers found, its name, and whether it stands in."""
    if not settings.SEARCH_URL:
        return database.search(plan), database.name(), False
    try:
        return elasticsearch.search(plan), elasticsearch.NAME, False
    except elasticsearch.NoAnswerError as error:
        log.warning("Elasticsearch does not answer, the database does: %s", error)
        return database.search(plan), database.name(), True


def _related(plan, found, engine):
    """Return the Rows of guides that hold only some of the words, after those that are hits."""
    before = max(0, plan.offset - found.total)
    room = min(plan.limit, plan.offset + plan.limit - found.total)
    limit = min(room, MOST_RELATED - before)
    if plan.whole is None or plan.is_number or plan.sort != RELEVANCE or limit <= 0:
        return []
    stretch = plan.window(before, limit)
    if engine != elasticsearch.NAME:
        return database.related(stretch)
    try:
        return elasticsearch.related(stretch)
    except elasticsearch.NoAnswerError as error:
        log.warning("Elasticsearch does not answer the second question: %s", error)
        return []


def _by_exact_title(hits, plan):
    """Return hits with those first that are called exactly what was typed."""
    typed = fold(plan.typed)
    return sorted(hits, key=lambda hit: fold(hit.title) != typed)


def _by_use(hits, plan):
    """Return hits with equals in the order of their use; none passes one that a title puts first.

    Equals are neighbours of nearly the same score of which both or neither was found by its title,
    and neither is called exactly what was typed.
    """
    uses = registries.guide_uses([hit.code for hit in hits])
    if not uses:
        return hits
    groups: list[list[Hit]] = []
    for hit in hits:
        if groups and _are_equals(groups[-1][0], hit, fold(plan.typed)):
            groups[-1].append(hit)
        else:
            groups.append([hit])
    return [
        hit for group in groups for hit in sorted(group, key=lambda one: -uses.get(one.code, 0.0))
    ]


def _are_equals(first, hit, typed):
    if typed in (fold(first.title), fold(hit.title)):
        return False
    by_title = ["title" in one.highlights or "name" in one.highlights for one in (first, hit)]
    return by_title[0] == by_title[1] and hit.score >= AS_GOOD * first.score


def _with_pinned(hits, plan, query):
    """Return the hits after those that editors put first for this query."""
    codes = plan.pinned(query.q, timezone.localdate())
    if not codes:
        return hits
    pinned = [pinned_hit_of(row, plan) for row in database.rows_of(codes)]
    named = {hit.code for hit in pinned}
    return [*pinned, *(hit for hit in hits if hit.code not in named)]
