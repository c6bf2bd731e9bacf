"""The outermost layer of the web server's application: a request's id, its time, its log line."""

import logging
from time import perf_counter

from core.running import request_ids
from core.running.measurements import SLOW, meter

log = logging.getLogger(__name__)
HEADER = "HTTP_X_REQUEST_ID"


class Measured:
    """A WSGI application around another: counts each answer, and writes down slow and failed ones.

    The address is logged without its query, which may hold what people searched for.
    """

    def __init__(self, application):
        self.application = application

    def __call__(self, environ, start_response):
        began = perf_counter()
        request_id = environ[HEADER] = request_ids.begin(environ.get(HEADER))
        status = [500]

        def start(line, headers, *exc_info):
            status[0] = int(line[:3])
            headers.append(("X-Request-ID", request_id))
            return start_response(line, headers, *exc_info)

        try:
            return self.application(environ, start)
        finally:
            seconds = perf_counter() - began
            meter.add(environ["PATH_INFO"], status[0], seconds)
            if seconds > SLOW or status[0] >= 500:
                _write_down(environ, status[0], seconds)


def _write_down(environ, status, seconds):
    facts = {
        "method": environ["REQUEST_METHOD"],
        "path": environ["PATH_INFO"][:200],
        "status": status,
        "ms": round(seconds * 1000),
    }
    log.warning("%(method)s %(path)s %(status)s %(ms)s ms", facts, extra={"facts": facts})
