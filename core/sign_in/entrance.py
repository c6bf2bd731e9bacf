"""The ways in and out where the city has an identity provider of its own, beside the password."""

import json
import logging
from dataclasses import asdict
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from core.access import doors, throttle
from core.audit import acts, record
from core.sign_in import linking, provider, provider_session
from core.sign_in.refusals import Reason, RefusedError

log = logging.getLogger(__name__)
BACKEND = "core.access.authentication.RoleBackend"
COOKIE, SALT = "sign_in_begun", "core.sign_in.entrance"
SECONDS = 10 * 60
"""How long somebody may take at the provider."""
LONGEST_NEXT = 1_000


def provider_name() -> str:
    """Return what people call the provider; empty when there is none."""
    return (settings.OIDC_NAME or _("the city's identity provider")) if provider.is_set_up() else ""


class LoginView(doors.LoginView):
    """The page of signing in, with the way through the provider where there is one."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        place = urlencode({"next": context.get("next") or reverse("wagtailadmin_home")})
        address = f"{reverse('core_provider')}?{place}"
        return context | {"provider_name": provider_name(), "provider_address": address}


class LogoutView(doors.LogoutView):
    """Signs out; who came through the provider is told that the session there goes on."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        token = provider_session.id_token(request)
        response = super().post(request, *args, **kwargs)
        if not token or not provider.is_set_up():
            return response
        address = provider.sign_out_address(
            token, request.build_absolute_uri(reverse("wagtailadmin_login"))
        )
        context = {"provider_name": provider_name(), "sign_out_address": address}
        return render(request, "core/sign_in/signed_out.html", context)


@require_GET
def begin(request: HttpRequest) -> HttpResponse:
    """Send somebody to the provider; the browser keeps, signed, what must come back."""
    _check_set_up()
    try:
        begun = provider.begin(_return_to(request), anew="anew" in request.GET)
    except RefusedError as refused:
        return _refuse(request, refused)
    response = redirect(begun.url)
    kept = asdict(begun) | {"url": "", "next": request.GET.get("next", "")[:LONGEST_NEXT]}
    response.set_signed_cookie(
        COOKIE,
        json.dumps(kept),
        salt=SALT,
        max_age=SECONDS,
        path=reverse("core_provider"),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


@require_GET
def come_back(request: HttpRequest) -> HttpResponse:
    """Sign in whom the provider vouches for; refuse others with the reason."""
    _check_set_up()
    try:
        begun, place = _begun(request)
        with throttle.guess(_limits(request)) as take_back:
            identity = provider.finish(begun, request.GET.get("code", ""), _return_to(request))
            person = linking.person_of(identity)
            take_back()
    except throttle.TooManyAttemptsError:
        response = _refuse(request, RefusedError(Reason.TOO_MANY))
        response["Retry-After"] = str(throttle.seconds())
    except RefusedError as refused:
        response = _refuse(request, refused)
    else:
        provider_session.announce(request)
        login(request, person, backend=BACKEND)
        provider_session.begin(request, identity)
        response = redirect(place)
    response.delete_cookie(COOKIE, path=reverse("core_provider"), samesite="Lax")
    return response


def _check_set_up():
    if not provider.is_set_up():
        raise Http404


def _return_to(request):
    return request.build_absolute_uri(reverse("core_provider_return"))


def _limits(request):
    """Each answer costs two questions to the provider: failures of an address are limited."""
    return {throttle.key_of("provider", throttle.network_of(request)): settings.LOGIN_ADDRESS_LIMIT}


def _begun(request):
    """Return the sign-in that this browser began, and where to go then; raises RefusedError."""
    text = request.get_signed_cookie(COOKIE, default="", salt=SALT, max_age=SECONDS)
    kept = json.loads(text) if text else {"state": ""}
    if not text or not constant_time_compare(kept["state"], request.GET.get("state", "")):
        raise RefusedError(Reason.STALE)
    if "error" in request.GET or "code" not in request.GET:
        log.info("the provider ended a sign-in: %.60r", request.GET.get("error"))
        raise RefusedError(Reason.ABORTED)
    place = kept.pop("next")
    is_ours = url_has_allowed_host_and_scheme(
        place, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return provider.Begun(**kept), place if is_ours else reverse("wagtailadmin_home")


def _refuse(request, refused):
    """Answer with the reason; what came from the provider is written down, what anybody may send
    is not.
    """
    if refused.reason not in (Reason.STALE, Reason.TOO_MANY, Reason.NO_ANSWER):
        record(
            acts.PROVIDER_REFUSED,
            by=None,
            request=request,
            about=refused.person,
            label=refused.name or "–",
            reason=refused.reason.label,
        )
    context = {"provider_name": provider_name(), "words": refused.words}
    return render(request, "core/sign_in/refused.html", context, status=refused.status)
