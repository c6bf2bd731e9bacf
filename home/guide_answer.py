"""Answers a guide's page: 304 or the stored page where that will do, else one made anew."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse

from home.errors import not_found
from home.guide_html import GuidePageHtml
from home.http_cache import compressed, not_modified, public, unchanged, was_asked_before
from home.stored_pages import read_stored


def answer(request: HttpRequest, code: str, number: int | None = None) -> HttpResponse:
    """Return the page of version `number`, or of the current one; 404, 410 and 304 included."""
    page, packed = _read(request, code, number)
    if not page.exists:
        return not_found(request)
    if quick := _without_making(request, page, packed):
        return quick
    text = page.make()
    return not_found(request) if text is None else public(text, status=page.status, **page.names)


def stored_answer(request: HttpRequest, code: str) -> HttpResponse | None:
    """Return the current page's answer if it is stored, or a 304; else None. One query, no
    template. Of `request` only the headers are read.
    """
    page, packed = _read(request, code)
    return _without_making(request, page, packed) if page.exists else None


def _read(request, code, number=None):
    item, stored = read_stored(code, known=was_asked_before(request))
    page = GuidePageHtml(item, number)
    is_stored = page.exists and number is None and stored.etag == page.etag
    return page, stored.body if is_stored else None


def _without_making(request, page, packed):
    # RFC 9110, 13.2.1: a condition is looked at only where the answer would be 200 without it.
    if page.status == HTTPStatus.OK and not_modified(request, page.etag):
        return unchanged(**page.names)
    if packed is not None:
        return compressed(request, bytes(packed), status=page.status, **page.names)
    return None
