"""How a public answer is kept by caches: its headers, its ETag, 304 before a body is built."""

import hashlib
import zlib
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags
from django.utils.translation import get_language

CACHE_CONTROL = "public, no-cache"
"""Anybody may keep a page, and asks with its ETag whether it still holds: who has just suspended
a guide sees that in the same browser. Our nginx answers for some seconds without asking.
"""
GZIP = 31
"""How zlib is told that it is gzip; half the work of the module of that name."""
LEVEL, SHORTEST = 4, 500
"""As in our nginx, which passes on what is compressed already."""


def entity_tag(*parts: object) -> str:
    """Return a strong ETag of everything a page depends on; language and release are added."""
    text = "\x1f".join(str(part) for part in (*parts, get_language(), settings.BUILD_ID))
    return f'"{hashlib.sha256(text.encode()).hexdigest()[:32]}"'


def not_modified(request: HttpRequest, etag: str) -> bool:
    """Return whether the reader has this very page already."""
    header = request.META.get("HTTP_IF_NONE_MATCH", "")
    if not header:
        return False
    known = parse_etags(header)
    return "*" in known or etag in known or f"W/{etag}" in known


def was_asked_before(request: HttpRequest) -> str:
    """Return the strong form of the ETag that a reader has; empty without exactly one."""
    header = request.META.get("HTTP_IF_NONE_MATCH", "")
    return header.removeprefix("W/") if "," not in header else ""


def public(
    body: Any, *, status: int = 200, etag: str = "", surrogate_key: str = "pages"
) -> HttpResponse:
    """Let an answer be kept by any cache that asks again; `body` is HTML or a response."""
    response = body if isinstance(body, HttpResponse) else HttpResponse(body, status=status)
    response["Cache-Control"] = CACHE_CONTROL
    response["Vary"] = "Accept-Encoding"
    response["Surrogate-Key"] = surrogate_key
    if etag:
        response["ETag"] = etag
    return response


def compressed(
    request: HttpRequest,
    packed: bytes,
    *,
    status: int = 200,
    etag: str = "",
    surrogate_key: str = "pages",
) -> HttpResponse:
    """Answer with a page that lies there as gzip; unpacked for the few who cannot read that.

    A compressed answer has the weak ETag, as a proxy would give it.
    """
    if not reads_gzip(request):
        body = zlib.decompress(packed, wbits=GZIP)
        return public(body, status=status, etag=etag, surrogate_key=surrogate_key)
    response = public(packed, status=status, etag=f"W/{etag}", surrogate_key=surrogate_key)
    response["Content-Encoding"] = "gzip"
    return response


def reads_gzip(request: HttpRequest) -> bool:
    """Return whether a request's `Accept-Encoding` allows gzip (RFC 9110, 12.5.3)."""
    for offer in request.META.get("HTTP_ACCEPT_ENCODING", "").lower().split(","):
        name, _semicolon, parameters = offer.partition(";")
        if name.strip() == "gzip":
            return parameters.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False


def compress(request: HttpRequest, response: Any) -> None:
    """Compress a public answer for a reader who takes gzip, unless it is short or compressed.

    An answer for one person alone is never compressed: its length would tell of its secrets.
    """
    if "public" not in response.headers.get("Cache-Control", "") or response.streaming:
        return
    patch_vary_headers(response, ["Accept-Encoding"])
    if "Content-Encoding" in response or len(response.content) < SHORTEST:
        return
    if reads_gzip(request):
        response.content = zlib.compress(response.content, LEVEL, wbits=GZIP)
        response["Content-Encoding"] = "gzip"
        response["Content-Length"] = str(len(response.content))
        if (etag := response.get("ETag", "")).startswith('"'):
            response["ETag"] = f"W/{etag}"


def unchanged(etag: str, surrogate_key: str) -> HttpResponse:
    """Return the answer to a reader who has the page."""
    return public(HttpResponseNotModified(), etag=etag, surrogate_key=surrogate_key)
