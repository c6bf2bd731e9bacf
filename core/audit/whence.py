"""Who is at work, and from where: the request of this thread, the relay, or a command."""

import sys
import threading
from contextvars import ContextVar
from pathlib import Path
from typing import Any

from django.http import HttpRequest

from core.access.client_address import client_address

_request = ContextVar("request", default=None)


class WhenceMiddleware:
    """Lets the audit log know the request that is being answered."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        token = _request.set(request)
        try:
            return self.get_response(request)
        finally:
            _request.reset(token)


def person_at_work() -> Any:
    """Return the user of the request that is being answered, or None."""
    user = getattr(_request.get(), "user", None)
    return user if getattr(user, "is_authenticated", False) else None


def origin(request: HttpRequest | None = None) -> str:
    """Return the address that a deed comes from, else the command or the relay."""
    request = request or _request.get()
    if request is not None:
        return client_address(request)
    if threading.current_thread().name == "relay":
        return "relay"
    if Path(sys.argv[0]).name == "manage.py" and len(sys.argv) > 1:
        return f"manage.py {sys.argv[1]}"
    return ""
