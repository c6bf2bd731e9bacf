"""Papers of a guide (`notice.pdf`, `guide.pdf`, `guide.docx` beside its page), made once a version.

A reader's worker makes none: what is not there yet is queued, and the page that says so asks again.
"""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse

from core.running.use_counts import DOWNLOAD
from exchange.models import StoredPaper
from exchange.papers.making import file_name
from exchange.papers.queueing import QueueFullError
from exchange.papers.store import current_state, paper_in_force
from home.content_answer import send_content
from home.counting import count_use
from home.errors import not_found
from home.frame import NOWHERE
from home.guide_answer import answer
from home.html_page import page
from home.http_cache import CACHE_CONTROL
from home.reading_only import reading_only
from publication.choices import State

ASKS_AGAIN_S = 3
BUSY_S = 60


@reading_only
def paper(request: HttpRequest, code: str, form: str) -> HttpResponseBase:
    """Return a paper of the version in force; 202 while it is made, 410 for what is abolished."""
    state = current_state(code)
    if state is None:
        return not_found(request)
    if state.state == State.ABOLISHED:
        return answer(request, code)
    return asked_for(
        request,
        lambda: paper_in_force(state, form),
        name=file_name(code, state.kind, form, state.current.version),
        back=reverse("home:guide", args=[code]),
        code=code,
    )


def asked_for(
    request: HttpRequest, find: Callable[[], StoredPaper], *, name: str, back: str, code: str = ""
) -> HttpResponseBase:
    """Return a paper as it is found, under a file name, or the page of one that is being made or
    cannot be made now; `back` is the page of what it is of.
    """
    try:
        found = find()
    except QueueFullError:
        return _busy(request, back)
    if found.state == StoredPaper.State.FAILED:
        return _busy(request, back)
    if found.state != StoredPaper.State.MADE:
        return _later(request, back, "home/paper_waiting.html", HTTPStatus.ACCEPTED, ASKS_AGAIN_S)
    sent = send_content(request, found.sha256, name, CACHE_CONTROL)
    if sent is None:
        return not_found(request)
    count_use(DOWNLOAD, request, sent, code)
    return sent


def _busy(request, back):
    return _later(request, back, "home/paper_busy.html", HTTPStatus.SERVICE_UNAVAILABLE, BUSY_S)


def _later(request, back, template, status, seconds):
    """Return a page that nobody keeps, and when to ask again."""
    context = NOWHERE | {"back": back, "seconds": seconds}
    response = page(request, template, context, status=status)
    response["Cache-Control"] = "no-store"
    response["Retry-After"] = str(seconds)
    return response
