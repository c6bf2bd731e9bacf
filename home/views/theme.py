"""Which guides belong to a theme: `/themes/<slug>/`, paged by key."""

from django.http import HttpRequest, HttpResponse

from guides.models import Theme
from home.errors import not_found
from home.html_page import page
from home.listing import after_of, open_guides, page_by, theme_counts
from home.reading_only import reading_only


@reading_only
def theme(request: HttpRequest, slug: str) -> HttpResponse:
    """Return the guides of a theme, newest first; 404 when there is no such theme."""
    found = Theme.objects.filter(code=slug).values("code", "name", "name_en", "side").first()
    if found is None:
        return not_found(request)
    listed = page_by(open_guides(theme=[slug]), "pk", after_of(request.GET))
    context = {"theme": found, "list": listed, "count": theme_counts().get(slug, 0)}
    return page(request, "home/theme.html", context)
