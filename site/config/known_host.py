"""Refuses a request that names a host which is not ours, before any lane can answer it."""

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest

NAMES = ("HTTP_X_FORWARDED_HOST", "HTTP_HOST", "SERVER_NAME", "SERVER_PORT")
"""What Django takes the host from."""
MOST_NAMES = 100
"""So many names of hosts are kept with what was found of them."""


class KnownHostMiddleware:
    """Holds every request against ALLOWED_HOSTS; stands first, so that no shortcut passes it.

    Django itself looks at the host only where something needs it, such as a redirect.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not names_known_host(request.META):
            request.get_host()  # raises what Django answers with 400
        return self.get_response(request)


def names_known_host(environ: dict[str, Any]) -> bool:
    """Return whether a request names a host of ALLOWED_HOSTS."""
    named = tuple((name, environ[name]) for name in NAMES if name in environ)
    return _is_known(named, tuple(settings.ALLOWED_HOSTS))


@lru_cache(MOST_NAMES)
def _is_known(named: tuple[tuple[str, str], ...], _allowed: tuple[str, ...]) -> bool:
    request = HttpRequest()
    request.META = dict(named)
    try:
        request.get_host()
    except DisallowedHost:
        return False
    return True
