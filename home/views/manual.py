"""What officials need to handle a service: `/manuals/<code>/`, for people with a role only."""

import json

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from guides.choices import DocumentKind
from guides.showing.manual_context import manual_context
from home.errors import not_found
from home.frame import NOWHERE
from home.html_page import page
from home.officials import officials_only
from home.reading_only import reading_only
from publication.reading import current


@reading_only
@officials_only
def manual(request: HttpRequest, code: str) -> HttpResponse:
    """Return the current version of a manual, in whatever state it is."""
    state = current(code, DocumentKind.MANUAL)
    if state is None:
        return not_found(request)
    version = state.current
    envelope = version.envelope(state.state, public=False)
    context = manual_context(json.loads(version.text), envelope, get_language())
    context |= {"code": code, "state": state} | NOWHERE
    return page(request, "guides/manual_page.html", context)
