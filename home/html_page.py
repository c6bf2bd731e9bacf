"""The HTML of a public page: a template in the frame of the site, rendered without the request."""

from http import HTTPStatus
from urllib.parse import unquote

from django.http import QueryDict
from django.template import engines
from django.urls import Resolver404, resolve, reverse
from django.utils import translation

from home.http_cache import entity_tag, not_modified, public, unchanged

CHINESE, ENGLISH = "zh-hans", "en"
PAGES = "pages"
"""The name by which caches know lists and the front page."""


def page(request, template, context, *, status=200):
    """Return the response of a page; as the template has no request, nothing personal gets in.

    A page that is found has the ETag of its text: who has it already gets a 304.
    """
    body = html(template, context, request.get_full_path())
    if status != HTTPStatus.OK:
        return public(body, status=status)
    etag = entity_tag(body)
    return unchanged(etag, PAGES) if not_modified(request, etag) else public(body, etag=etag)


def html(template, context, path):
    """Return the HTML of the page at `path`."""
    return engines["public"].get_template(template).render({**frame(path), **context})


def frame(path):
    """Return what the frame of a page shows: its language, and the address in the other one."""
    is_english = path == "/en" or path.startswith("/en/")
    own, other = (ENGLISH, CHINESE) if is_english else (CHINESE, ENGLISH)
    return {"language": own, "other_language": _translated(path, own, other)}


def _translated(path, own, other):
    """Return the address of the same page in the other language, built from its view.

    What is no page of ours leads to the front page: a path that somebody made up is not repeated,
    as `//host/` would be another site.
    """
    path, _mark, query = path.partition("?")
    try:
        with translation.override(own):
            match = resolve(unquote(path))
    except Resolver404:
        match = None
    with translation.override(other):
        if match is None or "home" not in match.namespaces:
            return reverse("home:front")
        same = reverse(match.view_name, args=match.args, kwargs=match.kwargs)
    return f"{same}?{QueryDict(query).urlencode()}" if query else same
