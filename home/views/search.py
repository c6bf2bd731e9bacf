"""Which guides fit words and filters: `/search/`."""

from django.http import HttpRequest, HttpResponse

from home.frame import NOWHERE
from home.html_page import page
from home.reading_only import reading_only
from home.search_page import search_context
from home.themes import themes_by_side


@reading_only
def search(request: HttpRequest) -> HttpResponse:
    """Return a page of results with filters; an apology when no engine answers."""
    context = search_context(request.GET) | NOWHERE
    status = 503 if context["failed"] else 200
    if context["failed"] or not (context["hits"] or context["related"]):
        context["sides"] = themes_by_side()
    response = page(request, "home/search.html", context, status=status)
    if context["failed"] or context["degraded"]:
        response["Cache-Control"] = "no-store"
    return response
