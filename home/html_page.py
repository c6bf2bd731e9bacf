"""The HTML of a public page: a template in the frame of the site, rendered without the request."""

from django.template import engines

from home.http_cache import public

ENGLISH = "/en"


def page(request, template, context, *, status=200):
    """Return the response of a page; as the template has no request, nothing personal gets in."""
    return public(html(template, context, request.get_full_path()), status=status)


def html(template, context, path):
    """Return the HTML of the page at `path`."""
    return engines["public"].get_template(template).render({**frame(path), **context})


def frame(path):
    """Return what the frame of a page shows: its language, and the address in the other one."""
    if path == ENGLISH or path.startswith(f"{ENGLISH}/"):
        return {"language": "en", "other_language": path[len(ENGLISH) :] or "/"}
    return {"language": "zh-hans", "other_language": f"{ENGLISH}{path}"}
