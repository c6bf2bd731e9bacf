"""nginx with the site's rules before a web server, and readers who ask it over the network."""

import gzip
import http.client
import socket
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from bench import _nginx

INSIDE, OUTSIDE = "127.0.0.1", "127.0.0.2"
KEPT_SECONDS = 1
PUBLIC = {"Cache-Control": "public, no-cache"}


@dataclass(frozen=True)
class Answer:
    """What a reader got, as it came over the network."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def cache(self):
        """What the cache did: MISS, HIT, BYPASS, …; empty when it was not asked."""
        return self.headers.get("X-Cache-Status", "")

    @property
    def text(self):
        """The body, unpacked."""
        packed = self.headers.get("Content-Encoding") == "gzip"
        return (gzip.decompress(self.body) if packed else self.body).decode()


@dataclass(frozen=True)
class Front:
    """A running nginx."""

    port: int

    def ask(self, path, method="GET", *, body=None, address=INSIDE, **headers):
        """Return the Answer to one request from a loopback address; `Some_Header=…` are headers."""
        caller = http.client.HTTPConnection(
            "127.0.0.1", self.port, timeout=30, source_address=(address, 0)
        )
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        caller.putrequest(method, path, skip_accept_encoding=True)
        for name, value in named.items():
            caller.putheader(name, value)
        if body is not None:
            caller.putheader("Content-Length", str(len(body)))
        caller.endheaders(body)
        with caller.getresponse() as response:
            return Answer(response.status, response.headers, response.read())


def free_port():
    """Return a port that nobody holds at the moment."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


@contextmanager
def before(web, folder, **options):
    """Run nginx before the web server at a port; return a Front."""
    port = free_port()
    rules = _nginx.front(web, port, folder, **{"seconds": KEPT_SECONDS, **options})
    with _nginx.running(folder, port, rules):
        yield Front(port)


def run_out():
    """Wait until what is kept now has to be asked for again; nginx counts in whole seconds."""
    time.sleep(KEPT_SECONDS + 1.1)


class Web:
    """A web server that answers as told, counts requests, and can be stopped and started."""

    def __init__(self):
        self.port = free_port()
        self.asked, self.status, self.headers, self.body = [], 200, dict(PUBLIC), b"first"
        self._server = None

    def says(self, body, status=200, **headers):
        """Set the next answers; `Some_Header=…` are headers beside PUBLIC, or instead of it."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.status, self.headers, self.body = status, PUBLIC | named, body

    def start(self):
        """Answer from now on."""
        self._server = ThreadingHTTPServer(("127.0.0.1", self.port), _handler(self))
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def stop(self):
        """Refuse connections from now on."""
        if self._server:
            self._server.shutdown()
            self._server.server_close()
            self._server = None


def _handler(web):
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            length = int(self.headers.get("Content-Length") or 0)
            web.asked.append((self.command, self.path, self.headers, self.rfile.read(length)))
            etag = web.headers.get("ETag")
            is_known = etag and self.headers.get("If-None-Match") == etag
            body = b"" if is_known else web.body
            self.send_response(304 if is_known else web.status)
            for name, value in (web.headers | {"Content-Length": str(len(body))}).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        do_POST = do_HEAD = do_GET  # noqa: N815 - names that http.server asks for

        def log_message(self, *args):
            """Stay silent."""

    return Handler
