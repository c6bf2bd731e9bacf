"""How a public page is answered: no cookies, cacheable, 304 before the body is built."""

import hashlib

from django.conf import settings
from django.http import HttpResponse, HttpResponseNotModified
from django.template.loader import get_template
from django.utils.http import parse_etags
from django.utils.translation import get_language

CACHE_CONTROL = "public, max-age=60, s-maxage=60"
ENGLISH = "/en"


def entity_tag(*parts):
    """Give a strong ETag of everything a page depends on; language and release are added."""
    text = "\x1f".join(str(part) for part in (*parts, get_language(), settings.BUILD_ID))
    return f'"{hashlib.sha256(text.encode()).hexdigest()[:32]}"'


def not_modified(request, etag):
    """Say whether the reader has this very page already."""
    known = parse_etags(request.headers.get("If-None-Match", ""))
    return "*" in known or etag in known or f"W/{etag}" in known


def page(request, template, context, *, status=200, etag="", surrogate_key="pages"):
    """Give the page; rendered without the request, so that nothing personal can reach it."""
    body = get_template(template).render({**frame(request.get_full_path()), **context})
    return public(HttpResponse(body, status=status), etag=etag, surrogate_key=surrogate_key)


def unchanged(etag, surrogate_key):
    """Give the answer to a reader who has the page."""
    return public(HttpResponseNotModified(), etag=etag, surrogate_key=surrogate_key)


def public(response, *, etag="", surrogate_key="pages"):
    """Let an answer be kept by any cache for a minute."""
    response["Cache-Control"] = CACHE_CONTROL
    response["Vary"] = "Accept-Encoding"
    response["Surrogate-Key"] = surrogate_key
    if etag:
        response["ETag"] = etag
    return response


def frame(path):
    """Give what the frame of a page shows: its language, and the address in the other one."""
    if path == ENGLISH or path.startswith(f"{ENGLISH}/"):
        return {"language": "en", "other_language": path[len(ENGLISH) :] or "/"}
    return {"language": "zh-hans", "other_language": f"{ENGLISH}{path}"}
