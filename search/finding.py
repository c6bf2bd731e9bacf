"""Finding: the answer to a query, from Elasticsearch where there is one, else from the database."""

import logging
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.utils.translation import get_language

from search.did_you_mean import did_you_mean
from search.engines import database, elasticsearch
from search.facets import FacetValue, facet_values
from search.highlighting import highlights, mark
from search.plan import plan_of
from search.query import MOST_HITS
from search.texts import LABELS

log = logging.getLogger(__name__)

MOST_FRAGMENTS = 3
TITLES = ("title", "name")


@dataclass(frozen=True)
class Hit:
    """One found guide (搜索结果) with all that a row of results shows.

    `facts` are those of `publication.summary`; `highlights` are {field: [HTML with <mark>]}, of
    which `title` and `name` are whole; `excerpt` is {"field", "label", "html"} or None: the text
    that says best why the guide was found.
    """

    code: str
    title: str
    summary: str
    score: float
    facts: dict[str, Any]
    state: str
    version: int
    seq: int
    effective_on: str
    since: str | None
    until: str | None
    updated_at: str
    highlights: dict[str, list[str]] = field(default_factory=dict)
    excerpt: dict[str, str] | None = None


@dataclass(frozen=True)
class SearchResult:
    """The answer to a query: hits of the page, facets, and how it came about.

    `total` is at most 1,000; `expanded` are the official names looked for as well; `degraded`
    says that the database stands in for Elasticsearch.
    """

    query: Any
    hits: list[Hit]
    facets: dict[str, list[FacetValue]]
    total: int
    total_is_capped: bool
    engine: str
    degraded: bool
    expanded: list[str]
    did_you_mean: str | None = None

    @property
    def pages(self):
        """How many pages there are."""
        return -(-self.total // self.query.limit)


def find(query):
    """Return the SearchResult of a SearchQuery; three queries to the database at most."""
    plan = plan_of(query)
    if plan.is_empty:
        found, engine, degraded = database.Found([], 0), _first_engine(), False
    else:
        found, engine, degraded = _run_plan(plan)
    english = (get_language() or "").startswith("en")
    return SearchResult(
        query=query,
        hits=[_hit(row, plan.tokens) for row in found.rows],
        facets=facet_values(found.counts, plan.filters, english=english),
        total=min(found.total, MOST_HITS),
        total_is_capped=found.total > MOST_HITS,
        engine=engine,
        degraded=degraded,
        expanded=list(plan.expanded),
        did_you_mean=None if found.total or plan.filters or not query.q else did_you_mean(query.q),
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


def _hit(row, tokens):
    shown = row.payload["shown"]
    facts = shown["facts"]
    title, name = facts["title"], _name(facts)
    fragments = [one for one in highlights(row.payload["texts"], tokens) if one.field != "title"]
    fragments.sort(key=lambda one: -one.marked)
    marked = {key: mark(text, tokens) for key, text in (("title", title), ("name", name))}
    found = {key: [html] for key, html in marked.items() if "<mark>" in html}
    found |= {one.field: [one.html] for one in fragments[:MOST_FRAGMENTS]}
    return Hit(
        code=row.code,
        title=title,
        summary=facts["summary"],
        score=row.score,
        facts=facts,
        highlights=found,
        excerpt=_excerpt(fragments),
        **{key: shown[key] for key in SHOWN},
    )


SHOWN = ("state", "version", "seq", "effective_on", "since", "until", "updated_at")


def _name(facts):
    situation = facts["situation"]["name"]
    name = facts["name"] or facts["title"]
    return name if name.endswith(situation) else f"{name}{situation}"


def _excerpt(fragments):
    if not fragments:
        return None
    best = fragments[0]
    return {"field": best.field, "label": str(LABELS[best.field]), "html": best.html}
