"""Files that filed versions name, by their content: `/files/<sha256>/<name>`."""

from django.http import FileResponse, HttpResponseNotModified
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from core.files.content_store import ContentStore, path_for
from home.errors import not_found
from home.http_cache import not_modified
from home.officials import private, turned_away
from publication.models import PublishedFile

FOREVER = "public, max-age=31536000, immutable"
# What a browser may show by itself; anything else is saved, so that nothing can run here.
SHOWN = frozenset({"application/pdf", "image/png", "image/jpeg", "image/webp", "text/plain"})
NOTHING_RUNS = "default-src 'none'; frame-ancestors 'self'"


@require_safe
def file(request, sha256, name):
    """Return a file's bytes: those that guides name to everybody, others to officials."""
    named = PublishedFile.objects.filter(sha256=sha256, name=name)
    found = named.order_by("-is_public").first()
    if found is None:
        return not_found(request)
    if not found.is_public and (refusal := turned_away(request)):
        return refusal
    etag = f'"{found.sha256}"'
    response = HttpResponseNotModified() if not_modified(request, etag) else _bytes(found)
    if response is None:
        return not_found(request)
    response["ETag"] = etag
    response["Cache-Control"] = FOREVER
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = NOTHING_RUNS
    return response if found.is_public else private(response)


def _bytes(found):
    store, path = ContentStore(), path_for(found.sha256)
    if not store.exists(path):
        return None
    shown = found.media_type in SHOWN
    media_type = found.media_type if shown else "application/octet-stream"
    if media_type == "text/plain":
        media_type = "text/plain; charset=utf-8"
    response = FileResponse(store.open(path), content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(not shown, found.name)
    return response
