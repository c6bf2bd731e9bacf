"""Before Django builds a request: a guide's page that lies stored goes out at once.

Most of what a crowd asks for is one row by key; request, middleware and signals cost more than
reading it. Whatever is not stored, not a page, or goes wrong takes the usual way.
"""

import logging
import re
from functools import partial
from http import HTTPStatus

from django.conf import settings
from django.db import close_old_connections
from django.http import HttpRequest
from django.utils import translation

from config.known_host import names_known_host
from core.running.replica import for_readers
from core.running.use_counts import CHINESE, ENGLISH, VIEW
from home.counting import count_use
from home.guide_answer import stored_answer

PAGE = re.compile(r"(/en)?/guides/([A-Za-z0-9._~-]+)/")
OF_THE_ANSWER = frozenset({
    "cache-control", "content-encoding", "content-length", "content-type", "etag", "surrogate-key",
    "vary",
})  # fmt: skip
"""Headers that an answer has of its own; all others are the frame's."""

log = logging.getLogger(__name__)


class StoredFirst:
    """A WSGI application before Django's; the headers of its answers are those that Django's
    middleware gave the first page of the same language.
    """

    def __init__(self, application):
        self.application, self._frames = application, {}

    def __call__(self, environ, start_response):
        requested = _guide_requested(environ)
        if requested is None:
            return self.application(environ, start_response)
        language, code = requested
        if language not in self._frames:
            return self.application(environ, self._learning(language, start_response))
        request = _Headers(environ)
        response = _stored(request, language, code)
        if response is None:
            return self.application(environ, start_response)
        count_use(VIEW, request, response, code, ENGLISH if language == "en" else CHINESE)
        return self._send(environ, start_response, response, self._frames[language])

    def _learning(self, language, start_response):
        def start(status, headers, *exc_info):
            if status.startswith(("200", "304")):
                of_frame = [header for header in headers if header[0].lower() not in OF_THE_ANSWER]
                self._frames[language] = of_frame
            return start_response(status, headers, *exc_info)

        return start

    def _send(self, environ, start_response, response, frame):
        body = response.content
        headers = [*response.items(), *frame]
        if response.status_code != HTTPStatus.NOT_MODIFIED:
            headers.append(("Content-Length", str(len(body))))
        start_response(f"{response.status_code} {response.reason_phrase}", headers)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]


class _Headers(HttpRequest):
    """A request of which the headers alone are read: making a whole one takes longer than that."""

    def __init__(self, environ):
        self.META = environ


def _guide_requested(environ):
    """Return (language, code) when a guide's page of this site is asked for, over HTTPS where
    that is demanded.
    """
    found = PAGE.fullmatch(environ["PATH_INFO"])
    if not found or environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
        return None
    if settings.SECURE_SSL_REDIRECT and environ.get("HTTP_X_FORWARDED_PROTO") != "https":
        return None
    if not names_known_host(environ):
        return None
    return ("en" if found[1] else settings.LANGUAGE_CODE, found[2])


def _stored(request, language, code):
    """Return the answer from the store, or None."""
    try:
        with translation.override(language):
            return for_readers(partial(stored_answer, request, code))
    except Exception:  # Django answers faults, and has the database's connection mended
        log.exception("the stored page of %s could not be read", code)
        return None
    finally:
        close_old_connections()
