"""What a browser complains of while a page is open: errors of scripts, requests that go wrong."""

from urllib.parse import urlsplit


class Complaints(list):
    """Sentences about a page, from the moment it is watched; empty when all is well."""

    def __init__(self, page, expected=()):
        super().__init__()
        self.expected = expected
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.append(f"script: {error}"))
        page.on("request", self._request)
        page.on("response", self._response)

    def _console(self, message):
        # A failed request is told by `_response`, with its address.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.append(f"console: {message.text}")

    def _request(self, request):
        address = urlsplit(request.url)
        if address.scheme in ("http", "https") and address.hostname not in (
            "127.0.0.1",
            "localhost",
        ):
            self.append(f"request to another host: {request.url}")

    def _response(self, response):
        if response.status >= 400 and response.status not in self.expected:
            self.append(f"{response.status}: {response.url}")
