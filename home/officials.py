"""Lets officials in and sends others away: what only they may read is never kept by a cache."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.cache import patch_vary_headers

from core.access.scope import scope_of
from home.errors import not_allowed


def is_official(user: Any) -> bool:
    """Return whether a user holds any role here."""
    scope = scope_of(user)
    return scope.everything or bool(scope.roles)


def turned_away(request: HttpRequest) -> HttpResponseBase | None:
    """Return the answer for somebody who is no official, or None for one who is."""
    if is_official(request.user):
        return None
    if request.user.is_authenticated:
        return not_allowed(request)
    return private(redirect_to_login(request.path, reverse("wagtailadmin_login")))


def private(response: HttpResponseBase) -> HttpResponseBase:
    """Keep an answer out of every cache."""
    response["Cache-Control"] = "private, no-store"
    patch_vary_headers(response, ["Cookie"])
    return response


def officials_only(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Let a view answer only people who hold a role; others go to the admin's login."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        return turned_away(request) or private(view(request, *args, **kwargs))

    return guarded
