"""The picture that browsers ask for without having been told: `/favicon.ico`."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.templatetags.static import static

from home.http_cache import public
from home.reading_only import reading_only


@reading_only
def favicon(request: HttpRequest) -> HttpResponse:
    """Lead to the picture, whose address carries its hash."""
    return public(HttpResponseRedirect(static("img/favicon.ico")))
