"""Which departments publish guides: `/departments/`."""

from django.http import HttpRequest, HttpResponse

from home.html_page import page
from home.listing import department_counts
from home.reading_only import reading_only


@reading_only
def departments(request: HttpRequest) -> HttpResponse:
    """Return all departments with the number of their guides."""
    found = department_counts()
    total = sum(one["count"] for one in found)
    return page(request, "home/departments.html", {"departments": found, "total": total})
