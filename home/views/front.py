"""Where readers start: `/`."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from guides import choices
from home.html_page import page
from home.listing import department_counts
from home.reading_only import reading_only
from home.recent import everyday_names, recent_changes, recent_guides
from home.themes import themes_by_side
from publication.bundles.reading import filed_bundles

SHOWN_THEMES = 10
SHOWN_DEPARTMENTS = 5
SHOWN_BUNDLES = 4


@reading_only
def front(request: HttpRequest) -> HttpResponse:
    """Return the front page: search, what is new, and other ways to find a guide."""
    guides = recent_guides()
    departments = department_counts()
    sides = {side: themes[:SHOWN_THEMES] for side, themes in themes_by_side().items()}
    context = {
        "is_front": True,
        "feed": reverse("home:feed"),
        "guides": guides,
        "everyday_names": everyday_names(guides),
        "sides": sides,
        "departments": departments[:SHOWN_DEPARTMENTS],
        "department_count": len(departments),
        "total": sum(one["count"] for one in departments),
        "audiences": choices.AudienceInWords.choices,
        "changes": recent_changes(),
        "bundles": [{"slug": one.slug, **one.content} for one in filed_bundles()[:SHOWN_BUNDLES]],
    }
    return page(request, "home/front.html", context)
