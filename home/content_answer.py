"""Sends what lies in the content store: the whole file, the part that was asked for, or a 304."""

from http import HTTPStatus
from typing import Any

from django.http import (
    FileResponse,
    HttpRequest,
    HttpResponse,
    HttpResponseNotModified,
    StreamingHttpResponse,
)
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

from core.files.content_store import ContentStore, path_for
from core.files.media_types import media_type_of
from home.byte_ranges import OutsideOfFileError, read_part, requested_range
from home.http_cache import not_modified

# What a browser may show by itself; anything else is saved, so that nothing can run here.
SHOWN = frozenset({"application/pdf", "image/png", "image/jpeg", "image/webp", "text/plain"})
NOTHING_RUNS = "default-src 'none'; frame-ancestors 'self'"


def send_content(
    request: HttpRequest, sha256: str, name: str, cache_control: str
) -> HttpResponseBase | None:
    """Return the answer with a content's bytes under a file name; None when they are gone."""
    etag = f'"{sha256}"'
    response = (
        HttpResponseNotModified()
        if not_modified(request, etag)
        else _sent(request, sha256, name, etag)
    )
    if response is None:
        return None
    response["ETag"] = etag
    response["Accept-Ranges"] = "bytes"
    response["Cache-Control"] = cache_control
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = NOTHING_RUNS
    return response


def _sent(request, sha256, name, etag):
    """Return the whole file, the asked part of it, or 416; None when its bytes are gone."""
    store, path = ContentStore(), path_for(sha256)
    if not store.exists(path):
        return None
    size = store.size(path)
    try:
        part = requested_range(request, size, etag)
    except OutsideOfFileError:
        status = HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE
        return HttpResponse(status=status, headers={"Content-Range": f"bytes */{size}"})
    response: Any = (
        _part(store.open(path), part[0], part[1], size) if part else FileResponse(store.open(path))
    )
    media_type = media_type_of(name)
    is_text = media_type == "text/plain"
    response["Content-Type"] = f"{media_type}; charset=utf-8" if is_text else media_type
    response["Content-Disposition"] = content_disposition_header(media_type not in SHOWN, name)
    return response


def _part(opened, first, last, size):
    response = StreamingHttpResponse(
        read_part(opened, first, last), status=HTTPStatus.PARTIAL_CONTENT
    )
    response["Content-Range"] = f"bytes {first}-{last}/{size}"
    response["Content-Length"] = str(last + 1 - first)
    return response
