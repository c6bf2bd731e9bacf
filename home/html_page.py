"""The HTML of a public page: a template in the frame of the site, rendered without the request."""

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template import engines

from home.frame import NOWHERE, frame
from home.http_cache import entity_tag, not_modified, public, unchanged

PAGES = "pages"
"""The name by which caches know lists and the front page."""


def page(
    request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """Return the response of a page; as the template has no request, nothing personal gets in.

    A page that is found has the ETag of its text: who has it already gets a 304.
    """
    if status != HTTPStatus.OK:
        body = html(template, context | NOWHERE, request.get_full_path())
        return public(body, status=status)
    body = html(template, context, request.get_full_path())
    etag = entity_tag(body)
    return unchanged(etag, PAGES) if not_modified(request, etag) else public(body, etag=etag)


def html(template: str, context: dict[str, Any], path: str) -> str:
    """Return the HTML of the page at `path`."""
    return engines["public"].get_template(template).render({**frame(path), **context})
