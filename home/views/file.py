"""Files that filed versions name, by their content: `/files/<sha256>/<name>`."""

from http import HTTPStatus
from typing import Any

from django.http import FileResponse, HttpResponse, HttpResponseNotModified, StreamingHttpResponse
from django.utils.http import content_disposition_header

from core.audit import record
from core.audit.acts import DOWNLOADED
from core.files.content_store import ContentStore, path_for
from core.files.media_types import media_type_of
from home.byte_ranges import OutsideOfFileError, read_part, requested_range
from home.errors import not_found
from home.http_cache import not_modified
from home.officials import private, turned_away
from home.reading_only import reading_only
from publication.models import PublishedFile

FOREVER = "public, max-age=31536000, immutable"
# What a browser may show by itself; anything else is saved, so that nothing can run here.
SHOWN = frozenset({"application/pdf", "image/png", "image/jpeg", "image/webp", "text/plain"})
SENT = (HTTPStatus.OK, HTTPStatus.PARTIAL_CONTENT)
NOTHING_RUNS = "default-src 'none'; frame-ancestors 'self'"


@reading_only
def file(request, sha256, name):
    """Return a file's bytes: those that guides name to everybody, others to officials."""
    named = PublishedFile.objects.filter(sha256=sha256, name=name)
    found = named.order_by("-is_public").first()
    if found is None:
        return not_found(request)
    if not found.is_public and (refusal := turned_away(request)):
        return refusal
    etag = f'"{found.sha256}"'
    response = HttpResponseNotModified() if not_modified(request, etag) else _sent(request, found)
    if response is None:
        return not_found(request)
    response["ETag"] = etag
    response["Accept-Ranges"] = "bytes"
    response["Cache-Control"] = FOREVER
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = NOTHING_RUNS
    if found.is_public:
        return response
    if response.status_code in SENT and request.method == "GET":
        record(DOWNLOADED, by=request.user, label=found.name, sha256=found.sha256)
    return private(response)


def _sent(request, found):
    """Return the whole file, the asked part of it, or 416; None when its bytes are gone."""
    store, path = ContentStore(), path_for(found.sha256)
    if not store.exists(path):
        return None
    size = store.size(path)
    try:
        part = requested_range(request, size, f'"{found.sha256}"')
    except OutsideOfFileError:
        status = HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE
        return HttpResponse(status=status, headers={"Content-Range": f"bytes */{size}"})
    response: Any = (
        _part(store.open(path), part[0], part[1], size) if part else FileResponse(store.open(path))
    )
    media_type = media_type_of(found.name)
    is_text = media_type == "text/plain"
    response["Content-Type"] = f"{media_type}; charset=utf-8" if is_text else media_type
    response["Content-Disposition"] = content_disposition_header(
        media_type not in SHOWN, found.name
    )
    return response


def _part(opened, first, last, size):
    response = StreamingHttpResponse(
        read_part(opened, first, last), status=HTTPStatus.PARTIAL_CONTENT
    )
    response["Content-Range"] = f"bytes {first}-{last}/{size}"
    response["Content-Length"] = str(last + 1 - first)
    return response
