"""A lane of their own for readers' pages: no session, no form, no log-in is looked at for them.

What stands here is the same for everybody and read with GET, so nothing behind this middleware
could change the answer; passing it by halves what a stored page costs.
"""

from functools import partial
from http import HTTPStatus

from django.conf import settings
from django.urls import Resolver404, resolve

from core.running import use_counts
from core.running.replica import for_readers
from home.counting import count_use

ADMIN = "/admin/"
READING = frozenset({"GET", "HEAD"})
VIEWS = frozenset({
    "home:front", "home:guide", "home:guide_version", "home:guide_qr", "home:departments",
    "home:department", "home:theme", "home:search", "home:feed", "home:department_feed",
    "home:status",
    "robots", "sitemap", "sitemap_lists", "sitemap_guides", "security_txt", "favicon",
    "home:notice", "home:guide_pdf", "home:guide_docx", "home:filing", "home:filings",
    "calendar", "home:accessibility", "home:privacy",
    "home:all_feedback", "home:feedback", "home:feedback_figures",
    "home:case", "home:bundles", "home:bundle",
    "home:bundle_notice", "home:bundle_pdf", "home:bundle_docx",
    "api_nothing",
})  # fmt: skip
WRITING = frozenset({
    "home:notice", "home:guide_pdf", "home:guide_docx",
    "home:bundle_notice", "home:bundle_pdf", "home:bundle_docx",
})  # fmt: skip
"""What puts a paper into the queue when it is not there: asked of the primary alone."""
NAMESPACE = "api"
USES = {
    "home:guide": use_counts.VIEW, "home:guide_version": use_counts.VIEW,
    "home:search": use_counts.SEARCH,
}  # fmt: skip
"""What of it is counted, besides the answers of the interface."""
DESCRIPTIONS = frozenset({"openapi-json", "openapi-view", "guide_schema", "suggest"})


class ReadersLaneMiddleware:
    """Calls a reader's view at once; everything else goes on to sessions, forms and log-ins."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        match = _lane(request)
        if match is None:
            return self.get_response(request)
        request.resolver_match = match
        response = _answer(request, match)
        _count(request, response, match)
        response.headers.setdefault("X-Frame-Options", settings.X_FRAME_OPTIONS)
        if response.status_code != HTTPStatus.NOT_MODIFIED and not response.streaming:
            response.headers.setdefault("Content-Length", str(len(response.content)))
        return response


def _answer(request, match):
    """Call the view; it reads on the copy of the database, where there is one."""
    view = partial(match.func, request, *match.args, **match.kwargs)
    return view() if match.view_name in WRITING else for_readers(view)


def _lane(request):
    """Return the match of an address that is the same for everybody, or None.

    Wagtail draws a preview by sending a dummy request for `/` through all middleware; the draft
    is the answer at its end, so the lane must not answer it.
    """
    if getattr(request, "is_dummy", False):
        return None
    if request.method not in READING or request.path_info.startswith(ADMIN):
        return None
    try:
        match = resolve(request.path_info)
    except Resolver404:
        return None
    is_same_for_all = match.view_name in VIEWS or match.namespace == NAMESPACE
    return match if is_same_for_all else None


def _count(request, response, match):
    """Count what was read; of the interface only what gives content, not its description."""
    code = match.kwargs.get("code", "")
    if match.namespace == NAMESPACE:
        if match.url_name not in DESCRIPTIONS:
            count_use(use_counts.API, request, response, code, use_counts.PROGRAM)
    elif kind := USES.get(match.view_name):
        count_use(kind, request, response, code)
