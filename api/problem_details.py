"""Errors as problem details (RFC 9457): the same shape for every fault of a request."""

from django.http import JsonResponse

MEDIA_TYPE = "application/problem+json"


class ProblemError(Exception):
    """A fault to be answered as problem details; `members` are added to the standard ones."""

    def __init__(self, status, title, detail="", **members):
        super().__init__(title)
        self.status = status
        self.body = {"type": "about:blank", "title": title, "status": status, "detail": detail}
        self.body |= members


def problem_response(status, title, detail="", **members):
    """Give the HTTP response of a problem."""
    body = ProblemError(status, title, detail, **members).body
    return JsonResponse(body, status=status, content_type=MEDIA_TYPE, safe=True)


def install(api):
    """Let a NinjaAPI answer its own and our faults as problem details."""
    from django.http import Http404
    from ninja.errors import HttpError, ValidationError

    @api.exception_handler(ProblemError)
    def of_ours(request, error):
        return JsonResponse(error.body, status=error.status, content_type=MEDIA_TYPE)

    @api.exception_handler(Http404)
    def not_found(request, error):
        return problem_response(404, "Not Found", "There is no such resource.")

    @api.exception_handler(ValidationError)
    def invalid(request, error):
        errors = [{"parameter": str(one["loc"][-1]), "message": one["msg"]} for one in error.errors]
        return problem_response(422, "Invalid parameters", "See errors.", errors=errors)

    @api.exception_handler(HttpError)
    def http_error(request, error):
        return problem_response(error.status_code, "Error", error.message)
