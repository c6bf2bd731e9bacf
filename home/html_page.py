"""The HTML of a public page: a template in the frame of the site, rendered without the request."""

from http import HTTPStatus

from django.template import engines

from home.http_cache import entity_tag, not_modified, public, unchanged

ENGLISH = "/en"
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
    if path == ENGLISH or path.startswith(f"{ENGLISH}/"):
        return {"language": "en", "other_language": path[len(ENGLISH) :] or "/"}
    return {"language": "zh-hans", "other_language": f"{ENGLISH}{path}"}
