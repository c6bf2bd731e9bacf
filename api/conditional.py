"""Conditional answers: an ETag that names content and state, and 304 before a body is read."""

import hashlib
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.http import parse_etags

CACHE_CONTROL = "public, no-cache"
"""Anybody may keep an answer and asks whether it still holds; our nginx keeps it some seconds."""


def entity_tag(*parts: Any) -> str:
    """Return a strong ETag of everything that an answer depends on, the release included."""
    text = "\x1f".join(str(part) for part in (*parts, settings.BUILD_ID))
    return f'"{hashlib.sha256(text.encode()).hexdigest()[:32]}"'


def conditional(
    request: HttpRequest, etag: str, body: Callable[[], str], *, surrogate_key: str
) -> HttpResponse:
    """Answer 304 when the client has `etag`, else with the JSON text that `body()` gives."""
    known = parse_etags(request.headers.get("If-None-Match", ""))
    weak = f"W/{etag}"  # a proxy that compresses makes our strong tag weak
    if "*" in known or etag in known or weak in known:
        response: HttpResponse = HttpResponseNotModified()
    else:
        response = HttpResponse(body(), content_type="application/json; charset=utf-8")
    response["ETag"] = etag
    response["Cache-Control"] = CACHE_CONTROL
    response["Surrogate-Key"] = surrogate_key
    return response
