"""Refuses a request that names a host which is not ours, before any lane can answer it."""

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest


class KnownHostMiddleware:
    """Holds every request against ALLOWED_HOSTS; stands first, so that no shortcut passes it.

    Django itself looks at the host only where something needs it, such as a redirect.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.get_host()
        return self.get_response(request)


def names_known_host(request: HttpRequest) -> bool:
    """Return whether a request names a host of ALLOWED_HOSTS."""
    try:
        request.get_host()
    except DisallowedHost:
        return False
    return True
