"""`search` and `suggest`: the site's own finding, as JSON."""

from dataclasses import asdict

from ninja import Router

from api.schemas import SearchAnswer, Suggestions
from search.finding import find
from search.query import SearchQuery
from search.suggestions import suggest as find_suggestions

router = Router(tags=["search"])


@router.get("search", response=SearchAnswer, summary="Find guides by words and filters")
def search(request):
    """Give hits with highlights and facets; parameters are those of the public search page."""
    result = find(SearchQuery.from_params(request.GET))
    return {
        "items": [
            {
                "code": hit.code,
                "title": hit.title,
                "summary": hit.summary,
                "highlights": hit.highlights,
                "score": hit.score,
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
def suggest(request, q: str = "", limit: int = 8):
    """Give up to 8 suggestions: titles, everyday names, pinyin and initials."""
    return {"items": [asdict(one) for one in find_suggestions(q, min(max(limit, 1), 8))]}
