"""The gate behind the password: the second factor first, and no work after a long rest."""

from django.contrib.auth.models import AnonymousUser
from django.shortcuts import redirect
from django.urls import Resolver404, resolve
from django.utils.functional import SimpleLazyObject

from core.access.signed_out import expects_json, signed_out
from core.sign_in import second_factor, sessions

ADMIN = "/admin/"
OPEN = frozenset(
    {
        "core_provider",
        "core_provider_return",
        "core_second_factor",
        "core_second_factor_setup",
        "wagtailadmin_login",
        "wagtailadmin_logout",
        "wagtailadmin_javascript_catalog",
        "wagtailadmin_sprite",
    }
)
"""What half signed in people may ask for."""


class SecondFactorMiddleware:
    """Sends people to the second factor; ends sessions that rested too long. After authentication.

    Outside the admin, who is half signed in is nobody: officials' pages ask to sign in.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not request.path_info.startswith(ADMIN):
            # Looked at only by a view that asks who it is: other answers are the same for all.
            person = request.user
            request.user = SimpleLazyObject(lambda: _whole(request, person))
            return self.get_response(request)
        if not request.user.is_authenticated:
            return self.get_response(request)
        name = _view_name(request.path_info)
        if not sessions.note(request, name):
            return self._signed_out(request, name)
        if not second_factor.is_missing(request) or name in OPEN:
            return self.get_response(request)
        return signed_out(name) if expects_json(request) else redirect(_where(request))

    def _signed_out(self, request, name):
        if expects_json(request):
            return signed_out(name) or self.get_response(request)
        return self.get_response(request)


def _whole(request, person):
    """Return the person of a request, or nobody while the second factor is due or after a rest."""
    if not person.is_authenticated:
        return person
    is_half = sessions.is_idle(request) or second_factor.is_missing(request, person)
    return AnonymousUser() if is_half else person


def _where(request):
    if request.session.get(second_factor.KEY) == second_factor.DUE:
        return "core_second_factor"
    return "core_second_factor_setup"


def _view_name(path):
    try:
        return resolve(path).view_name or ""
    except Resolver404:
        return ""
