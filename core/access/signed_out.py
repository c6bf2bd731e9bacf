"""What the admin answers when it does not know who asks: a session that ended, a stale token."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

OPEN = {
    "core_provider",
    "core_provider_return",
    "wagtailadmin_login",
    "wagtailadmin_javascript_catalog",
    "wagtailadmin_sprite",
}
"""Addresses of the admin that need no session; those of the password reset start with `RESET`."""
RESET = "wagtailadmin_password_reset"


def expects_json(request: HttpRequest) -> bool:
    """Return whether a script asks, which cannot show a page."""
    return not request.accepts("text/html")


def signed_out(view_name: str) -> JsonResponse | None:
    """Return the answer to a script without a session, or None at an open address."""
    if view_name in OPEN or view_name.startswith(RESET):
        return None
    words = _("You are signed out. Sign in again; what you wrote is still on the page.")
    return _refusal("signed_out", words, status=401)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer what to do about a stale token (CSRF_FAILURE_VIEW)."""
    if expects_json(request):
        words = _("This page was opened before you signed in anew. Load it again.")
        return _refusal("csrf", words, status=403)
    context = {"back": _page_before(request)}
    return render(request, "core/editing/csrf_failure.html", context, status=403)


@require_safe
def session(request: HttpRequest) -> HttpResponse:
    """Return who is signed in, with a fresh token, to a page; to a person, a page that says so."""
    if expects_json(request):
        return JsonResponse({"user": request.user.pk, "token": get_token(request)})
    return render(request, "core/editing/signed_in.html")


def _refusal(code, words, status):
    refusal = {"success": False, "error_code": code, "error_message": words}
    return JsonResponse(refusal, status=status)


def _page_before(request):
    """Return the address of the page that sent the form, if it is ours."""
    before = request.headers.get("Referer", "")
    ours = {request.get_host()}
    if url_has_allowed_host_and_scheme(before, ours, require_https=request.is_secure()):
        return before
    return reverse("wagtailadmin_home")
