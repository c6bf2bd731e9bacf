"""Who is asking: the address of the connection, or the one that our own proxy names."""

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """Return the client's IP address; `X-Real-IP` counts only with TRUST_PROXY set."""
    if settings.TRUST_PROXY and request.headers.get("X-Real-IP"):
        return request.headers["X-Real-IP"].strip()
    return request.META.get("REMOTE_ADDR", "")
