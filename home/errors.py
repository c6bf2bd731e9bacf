"""Pages that say what is missing or away, and where to go on."""

import sys
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.template.loader import get_template
from django.views.decorators.cache import never_cache

from core.requests.outages import RETRY_SECONDS, status_of
from home.html_page import page
from home.themes import themes_by_side


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Return the page for an address that does not exist, with search and themes."""
    return page(request, "404.html", {"sides": themes_by_side()}, status=404)


@never_cache
def not_allowed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Return the page for something that a person may not see."""
    response = page(request, "403.html", {}, status=403)
    response["Cache-Control"] = "private, no-store"
    return response


@never_cache
def failed(request: HttpRequest) -> HttpResponse:
    """Return the page for what went wrong here: a service is away, a disk is full, or a fault.

    Nothing is asked of database or cache, which may be what is away.
    """
    status = status_of(sys.exc_info()[1])
    context = {"was_sent": request.method not in ("GET", "HEAD")}
    html = get_template(f"{status.value}.html").render(context)
    response = HttpResponse(html, status=status)
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        response["Retry-After"] = str(RETRY_SECONDS)
    return response
