"""Lets pages of any portal read the API in a browser: what is public is public from everywhere.

No cookie is ever looked at, so `*` gives nobody more than an anonymous reader gets
(https://fetch.spec.whatwg.org/#http-cors-protocol).
"""

from http import HTTPStatus

from django.http import HttpResponse

READING = ("GET", "HEAD", "OPTIONS")
ALLOWED = ", ".join(READING)
TO_EVERYBODY = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Content-Language, Retry-After",
}
TO_A_QUESTION = {
    "Allow": ALLOWED,
    "Access-Control-Allow-Methods": ALLOWED,
    "Access-Control-Allow-Headers": "Accept-Language, Authorization, If-None-Match",
    "Access-Control-Max-Age": "86400",
}


def shared(response: HttpResponse) -> HttpResponse:
    """Return a response that pages of other sites may read."""
    for name, value in TO_EVERYBODY.items():
        response[name] = value
    return response


def what_is_allowed() -> HttpResponse:
    """Return the answer to OPTIONS, which a browser asks before it sends headers of its own."""
    return HttpResponse(status=HTTPStatus.NO_CONTENT, headers=TO_A_QUESTION)
