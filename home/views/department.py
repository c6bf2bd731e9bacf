"""Which guides a department publishes: `/departments/<slug>/`, paged by key."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from core.people.former_departments import followers
from home.errors import not_found
from home.html_page import page
from home.listing import after_of, department_counts, open_guides, page_by
from home.moved import moved_for_good
from home.reading_only import reading_only


@reading_only
def department(request: HttpRequest, slug: str) -> HttpResponse:
    """Return a department's guides, newest first; 404 when it has none. A department that was
    merged leads to the one in its place.
    """
    found = next((one for one in department_counts() if one["slug"] == slug), None)
    if found is None:
        today = followers().get(slug)
        return moved_for_good("home:department", today) if today else not_found(request)
    listed = page_by(open_guides(departments=found["slugs"]), "seq", after_of(request.GET))
    context = {
        "department": found,
        "list": listed,
        "count": found["count"],
        "feed": reverse("home:department_feed", args=[slug]),
    }
    return page(request, "home/department.html", context)
