"""Pages that say what is missing and where to go on."""

from django.views.decorators.cache import never_cache

from home.html_page import page
from home.themes import themes_by_side


def not_found(request, exception=None):
    """Return the page for an address that does not exist, with search and themes."""
    return page(request, "404.html", {"sides": themes_by_side()}, status=404)


@never_cache
def not_allowed(request, exception=None):
    """Return the page for something that a person may not see."""
    response = page(request, "403.html", {}, status=403)
    response["Cache-Control"] = "private, no-store"
    return response
