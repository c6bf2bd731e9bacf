"""What a session keeps of a sign-in through the identity provider."""

from time import time
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from core.sign_in.provider import Identity

KEY = "identity_provider"
FRESH_SECONDS = 5 * 60
"""How long it counts that a person has just shown at the provider who they are."""


def announce(request: Any) -> None:
    """Let those who are told of the sign-in know through whom it came."""
    request.sign_in_issuer = settings.OIDC_ISSUER


def begin(request: HttpRequest, identity: Identity) -> None:
    """Note the sign-in; the session ends with the browser, as one without “remember me”."""
    request.session[KEY] = {"id_token": identity.id_token, "shown_at": identity.shown_at}
    request.session.set_expiry(0)


def came_through_provider(request: HttpRequest) -> bool:
    """Return whether this session was begun at the provider."""
    return KEY in request.session


def is_fresh(request: HttpRequest) -> bool:
    """Return whether the person showed who they are, at the provider, minutes ago."""
    shown_at = request.session.get(KEY, {}).get("shown_at", 0)
    return time() - shown_at < FRESH_SECONDS


def id_token(request: HttpRequest) -> str:
    """Return the provider's token of this session; empty when it was begun by password."""
    return request.session.get(KEY, {}).get("id_token", "")
