"""`search` and `suggest`: the site's own finding, as JSON."""

from dataclasses import asdict
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from api.conditional import CACHE_CONTROL
from api.parameters import SearchParams, SuggestParams
from api.schemas import SearchAnswer, Suggestions
from search.finding import find
from search.query import ALLOWED, MOST_HITS, SearchQuery
from search.suggestions import suggest as find_suggestions

router = Router(tags=["search"])


@router.get(
    "search",
    response=SearchAnswer,
    operation_id="search_guides",
    summary="Find guides by words and filters",
)
def search(
    request: HttpRequest, response: HttpResponse, params: Query[SearchParams]
) -> dict[str, Any]:
    """Return hits with highlights and facets, and the answer when the question has a certain one.

    `total` counts hits, up to 1,000; guides that hold only some of the words are not counted. A
    page beyond these brings the last of them; `degraded` says that a simpler engine stands in.
    """
    result = find(_query(params))
    response["Cache-Control"] = "no-store" if result.degraded else CACHE_CONTROL
    return {
        "items": [
            *(_item(hit, "strict") for hit in result.hits),
            *(_item(hit, "relaxed") for hit in result.related),
        ],
        "bundles": [
            {"slug": one.slug, "title": one.name, "summary": one.summary} for one in result.bundles
        ],
        "facets": {
            name: [asdict(value) for value in values] for name, values in result.facets.items()
        },
        "total": result.total,
        "total_is_capped": result.total_is_capped,
        "engine": result.engine,
        "degraded": result.degraded,
        "expanded": result.expanded,
        "did_you_mean": result.did_you_mean,
        "corrected": result.corrected,
        "answer": result.answer
        and {name: getattr(result.answer, name) for name in ("text", "code", "section", "version")},
    }


def _item(hit, tier):
    shown = ("code", "title", "summary", "highlights", "score")
    found = {name: getattr(hit, name) for name in shown}
    return found | {"tier": tier, "missing": list(hit.missing)}


def _query(params):
    """Return the SearchQuery of parameters that are valid by themselves."""
    given = params.dict()
    filters: dict[str, Any] = {name: tuple(given.pop(name)) for name in ALLOWED}
    page = min(given.pop("page"), MOST_HITS // given["limit"])
    return SearchQuery(page=page, **given, **filters)


@router.get(
    "suggest",
    response=Suggestions,
    operation_id="suggest",
    summary="Suggestions while somebody types",
)
def suggest(
    request: HttpRequest, response: HttpResponse, params: Query[SuggestParams]
) -> dict[str, Any]:
    """Return suggestions: titles, everyday names, pinyin and initials; with a code, one guide."""
    response["Cache-Control"] = CACHE_CONTROL
    return {"items": [asdict(one) for one in find_suggestions(params.q, params.limit)]}
