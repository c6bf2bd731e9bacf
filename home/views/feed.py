"""What changed, for programs that follow it: `/feed.atom`, `/departments/<slug>/feed.atom`."""

from django.http import HttpRequest, HttpResponse

from core.people.former_departments import followers
from home.errors import not_found
from home.feed import ChangesFeed
from home.html_page import PAGES
from home.http_cache import entity_tag, not_modified, public, unchanged
from home.listing import department_counts
from home.moved import moved_for_good
from home.reading_only import reading_only


@reading_only
def feed(request: HttpRequest) -> HttpResponse:
    """Return the last events of all guides as Atom."""
    return _answer(request, ChangesFeed())


@reading_only
def department_feed(request: HttpRequest, slug: str) -> HttpResponse:
    """Return the last events of a department's guides as Atom; 404 when it has none. That of a
    merged one leads to the feed of the one in its place.
    """
    found = next((one for one in department_counts() if one["slug"] == slug), None)
    if found:
        return _answer(request, ChangesFeed(found))
    today = followers().get(slug)
    return moved_for_good("home:department_feed", today) if today else not_found(request)


def _answer(request, changes):
    response = changes(request)
    etag = entity_tag(response.content)
    if not_modified(request, etag):
        return unchanged(etag, PAGES)
    return public(response, etag=etag)
