"""Errors as problem details (RFC 9457): the same shape for every fault of a request."""

import logging
from functools import wraps
from http import HTTPStatus

from django.http import Http404, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from ninja.errors import HttpError, ValidationError

from core.outages import RETRY_SECONDS, status_of
from core.plain_text import REASONS, forbidden_in

MEDIA_TYPE = "application/problem+json"
READING = ("GET", "HEAD")
log = logging.getLogger(__name__)


class ProblemError(Exception):
    """A fault to be answered as problem details; `members` are added to the standard ones."""

    def __init__(self, status, title, detail="", **members):
        super().__init__(title)
        self.status = status
        self.body = {"type": "about:blank", "title": title, "status": status, "detail": detail}
        self.body |= members


def invalid_parameter(name, message):
    """Return the ProblemError of one parameter."""
    errors = [{"parameter": name, "message": message}]
    return ProblemError(422, "Invalid parameters", "See errors.", errors=errors)


def problem_response(status, title, detail="", **members):
    """Return the HTTP response of a problem."""
    return _response(ProblemError(status, title, detail, **members))


def not_found(request, error=None):
    """Answer that there is nothing at this address."""
    return problem_response(404, "Not Found", "There is no such resource.")


def install(api):
    """Let a NinjaAPI answer its own and our faults as problem details."""

    @api.exception_handler(ProblemError)
    def of_ours(request, error):
        return _response(error)

    api.add_exception_handler(Http404, not_found)

    @api.exception_handler(ValidationError)
    def invalid(request, error):
        errors = [{"parameter": _name(one["loc"]), "message": one["msg"]} for one in error.errors]
        return problem_response(422, "Invalid parameters", "See errors.", errors=errors)

    @api.exception_handler(HttpError)
    def http_error(request, error):
        return problem_response(error.status_code, "Error", error.message)

    @api.exception_handler(Exception)
    def unexpected(request, error):
        log.exception("%s failed", request.path, exc_info=error)
        status = status_of(error)
        if status == HTTPStatus.INTERNAL_SERVER_ERROR:
            return problem_response(status, status.phrase, "The fault has been logged.")
        response = problem_response(status, status.phrase, "Try again soon.")
        response["Retry-After"] = str(RETRY_SECONDS)
        return response


def read_only(view):
    """Let a view of the API answer GET, HEAD as GET, and anything else as a problem."""

    @csrf_exempt  # what changes nothing needs no token, and its absence is no fault of the caller
    @wraps(view)
    def answer(request, *args, **kwargs):
        asked = request.method
        if asked not in READING:
            problem = problem_response(405, "Method Not Allowed", "This API is read with GET.")
            problem["Allow"] = ", ".join(READING)
            return problem
        if refused := _refused_text(request):
            return refused
        request.method = "GET"
        try:
            return view(request, *args, **kwargs)
        except Http404:
            return not_found(request)
        finally:
            # The server leaves out the body of an answer to HEAD.
            request.method = asked

    return answer


def _refused_text(request):
    """Return the problem of the first parameter with a character that no text may hold, or None."""
    for name, values in request.GET.lists():
        for text in (name, *values):
            if found := forbidden_in(text):
                message = str(REASONS[found.reason]) % found.params()
                return _response(invalid_parameter(name, message))
    return None


def _name(place):
    """Return the parameter of a place such as ("query", "params", "state", 0)."""
    return [str(step) for step in place if isinstance(step, str)][-1]


def _response(error):
    return JsonResponse(
        error.body,
        status=error.status,
        content_type=MEDIA_TYPE,
        json_dumps_params={"ensure_ascii": False},
    )
