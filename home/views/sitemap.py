"""The site's map for search engines: `/sitemap.xml`, its parts, and `/robots.txt`."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from home import sitemap
from home.errors import not_found
from home.http_cache import public
from home.reading_only import reading_only

XML = "application/xml"
KEPT_OUT = ("/admin/", "/media/", "/manuals/", "/search/", "/en/manuals/", "/en/search/")
"""What is for officials, and lists that are different for each question."""


@reading_only
def index(request: HttpRequest) -> HttpResponse:
    """Return the list of the map's parts."""
    return public(HttpResponse(sitemap.index(), content_type=XML))


@reading_only
def lists(request: HttpRequest) -> HttpResponse:
    """Return the part of front page, departments and themes."""
    return public(HttpResponse(sitemap.lists(), content_type=XML))


@reading_only
def guides(request: HttpRequest, number: int) -> HttpResponse:
    """Return one part of the guides; 404 behind the last."""
    if not 1 <= number <= sitemap.last_part():
        return not_found(request)
    return public(HttpResponse(sitemap.guides(number), content_type=XML))


@reading_only
def robots(request: HttpRequest) -> HttpResponse:
    """Return what crawlers may read: all that is public, and where the map is."""
    rows = ["User-agent: *", *(f"Disallow: {path}" for path in KEPT_OUT)]
    rows.append(f"Sitemap: {settings.PUBLIC_BASE_URL}{reverse('sitemap')}")
    text = "\n".join(rows) + "\n"
    return public(HttpResponse(text, content_type="text/plain; charset=utf-8"))
