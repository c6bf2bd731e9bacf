"""Errors as problem details (RFC 9457): the same shape for every fault of a request."""

import logging
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, JsonResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.functional import Promise
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from api.cross_origin import ALLOWED, READING, shared, what_is_allowed
from api.languages import language_of_problems
from api.problem_texts import detail_of, sentence_of, title_of
from core.requests.outages import RETRY_SECONDS, status_of
from core.texts.plain_text import REASONS, forbidden_in

MEDIA_TYPE = "application/problem+json"
log = logging.getLogger(__name__)


class ProblemError(Exception):
    """A fault to be answered as problem details; `members` are added to the standard ones."""

    def __init__(self, status, detail="", **members):
        super().__init__(status)
        self.status, self.detail, self.members = status, detail, members


def invalid_parameter(name: str, message: str | Promise) -> ProblemError:
    """Return the ProblemError of one parameter."""
    return ProblemError(422, errors=[{"parameter": name, "message": message}])


def problem_response(request: HttpRequest, problem: ProblemError) -> JsonResponse:
    """Return the response of a ProblemError, in the language that the client prefers."""
    language = language_of_problems(request)
    with translation.override(language):
        body = {
            "type": "about:blank",
            "title": title_of(problem.status),
            "status": problem.status,
            "detail": str(problem.detail or detail_of(problem.status)),
            **problem.members,
        }
        response = JsonResponse(
            body,
            status=problem.status,
            content_type=MEDIA_TYPE,
            json_dumps_params={"ensure_ascii": False},
        )
    response["Content-Language"] = language
    patch_vary_headers(response, ["Accept-Language"])
    return response


def not_found(request: HttpRequest, error: Exception | None = None) -> JsonResponse:
    """Answer that there is nothing at this address."""
    return problem_response(request, ProblemError(404))


def install(api: NinjaAPI) -> None:
    """Let a NinjaAPI answer its own and our faults as problem details."""
    # Ninja's types say that a handler may get the class of an error as well; it gets the error.
    api.add_exception_handler(ProblemError, problem_response)  # type: ignore[arg-type]
    api.add_exception_handler(Http404, not_found)  # type: ignore[arg-type]

    @api.exception_handler(ValidationError)
    def invalid(request, error):
        with translation.override(language_of_problems(request)):
            errors = [
                {"parameter": _name(one["loc"]), "message": sentence_of(one)}
                for one in error.errors
            ]
        return problem_response(request, ProblemError(422, errors=errors))

    @api.exception_handler(HttpError)
    def http_error(request, error):
        return problem_response(request, ProblemError(error.status_code, error.message))

    @api.exception_handler(Exception)
    def unexpected(request, error):
        log.exception("%s failed", request.path, exc_info=error)
        status = status_of(error)
        response = problem_response(request, ProblemError(status))
        if status != HTTPStatus.INTERNAL_SERVER_ERROR:
            response["Retry-After"] = str(RETRY_SECONDS)
        return response


def read_only(view: Callable[..., Any]) -> Callable[..., Any]:
    """Let a view of the API answer GET, HEAD as GET, and anything else as a problem."""

    @csrf_exempt  # what changes nothing needs no token, and its absence is no fault of the caller
    @wraps(view)
    def answer(request, *args, **kwargs):
        if request.method == "OPTIONS":
            return shared(what_is_allowed())
        if request.method not in READING:
            response = problem_response(request, ProblemError(405))
            response["Allow"] = ALLOWED
            return shared(response)
        return shared(_refused_text(request) or _read(view, request, *args, **kwargs))

    return answer


def _read(view, request, *args, **kwargs):
    method, request.method = request.method, "GET"
    try:
        return view(request, *args, **kwargs)
    except Http404:
        return not_found(request)
    finally:
        # The server leaves out the body of an answer to HEAD.
        request.method = method


def _refused_text(request):
    """Return the problem of the first parameter with a character that no text may hold, or None."""
    for name, values in request.GET.lists():
        for text in (name, *values):
            if found := forbidden_in(text):
                with translation.override(language_of_problems(request)):
                    message = str(REASONS[found.reason]) % found.params()
                return problem_response(request, invalid_parameter(name, message))
    return None


def _name(place):
    """Return the parameter of a place such as ("query", "params", "state", 0)."""
    return [str(step) for step in place if isinstance(step, str)][-1]
