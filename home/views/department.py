"""Which guides a department publishes: `/departments/<slug>/`, paged by key."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from home.errors import not_found
from home.html_page import page
from home.listing import after_of, department_counts, open_guides, page_by
from home.reading_only import reading_only


@reading_only
def department(request: HttpRequest, slug: str) -> HttpResponse:
    """Return a department's guides, newest first; 404 when it has none."""
    found = next((one for one in department_counts() if one["slug"] == slug), None)
    if found is None:
        return not_found(request)
    listed = page_by(open_guides(departments=[slug]), "seq", after_of(request.GET))
    context = {
        "department": found,
        "list": listed,
        "count": found["count"],
        "feed": reverse("home:department_feed", args=[slug]),
    }
    return page(request, "home/department.html", context)
