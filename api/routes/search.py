"""`search` and `suggest`: the site's own finding, as JSON."""

from dataclasses import asdict
from typing import Annotated

from django.http import HttpResponse
from ninja import Query, Router

from api.conditional import CACHE_CONTROL
from api.schemas import SearchAnswer, Suggestions
from search.facets import FLAGS
from search.finding import find
from search.query import ALLOWED, SORTS, SearchQuery
from search.suggestions import suggest as find_suggestions

router = Router(tags=["search"])


def _parameter(name, schema, description=""):
    return {"in": "query", "name": name, "schema": schema, "description": description}


PARAMETERS = [
    _parameter("q", {"type": "string", "maxLength": 200}, "Words, or a question."),
    *(
        _parameter(
            name, {"type": "array", "items": {"type": "string"}}, "Several values mean either."
        )
        for name in ALLOWED
    ),
    *(_parameter(name, {"type": "boolean"}, str(label)) for name, label in FLAGS.items()),
    _parameter("sort", {"type": "string", "enum": list(SORTS)}),
    _parameter("exact", {"type": "boolean"}, "Do not look for official names as well."),
    _parameter("page", {"type": "integer", "minimum": 1}),
    _parameter("limit", {"type": "integer", "minimum": 1, "maximum": 50}),
]


@router.get(
    "search",
    response=SearchAnswer,
    summary="Find guides by words and filters",
    openapi_extra={"parameters": PARAMETERS},
)
def search(request, response: HttpResponse):
    """Return hits with highlights and facets; what is malformed is left out, as on the search page.

    `total` counts up to 1,000; `degraded` says that a simpler engine stands in.
    """
    result = find(SearchQuery.from_params(request.GET))
    response["Cache-Control"] = "no-store" if result.degraded else CACHE_CONTROL
    return {
        "items": [
            {
                name: getattr(hit, name)
                for name in ("code", "title", "summary", "highlights", "score")
            }
            for hit in result.hits
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
    }


@router.get("suggest", response=Suggestions, summary="Suggestions while somebody types")
def suggest(
    request, response: HttpResponse, q: str = "", limit: Annotated[int, Query(ge=1, le=20)] = 8
):
    """Return suggestions: titles, everyday names, pinyin and initials; with a code, one guide."""
    response["Cache-Control"] = CACHE_CONTROL
    return {"items": [asdict(one) for one in find_suggestions(q, limit)]}
