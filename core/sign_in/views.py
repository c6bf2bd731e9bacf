"""Screens of the second factor, and of the places where one is signed in."""

from base64 import b32encode
from io import BytesIO

import segno
from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from core.access.account import knows_password
from core.audit import acts, record
from core.models import SignInSession
from core.sign_in import provider_session, second_factor, sessions

TAKEN = gettext_lazy("This code is not right, was used before, or came too soon after a wrong one.")


class CodeForm(forms.Form):
    """A code of the device, or a recovery code."""

    code = forms.CharField(
        label=gettext_lazy("One-time code"),
        max_length=20,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True}
        ),
    )


class SetupForm(CodeForm):
    """The first code of a device; a person who has one already types the password too."""

    password = forms.CharField(
        label=gettext_lazy("Your password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
def show_second_factor(request: HttpRequest) -> HttpResponse:
    """Show the form for the device's code; sign the person in who types it."""
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if second_factor.verify(request.user, form.cleaned_data["code"]):
            _let_in(request)
            return redirect("wagtailadmin_home")
        record(acts.SECOND_FACTOR_FAILED, by=request.user, request=request, about=request.user)
        form.add_error("code", TAKEN)
    return render(request, "core/sign_in/code.html", {"form": form})


@sensitive_post_parameters("code", "password")
@require_http_methods(["GET", "POST"])
def set_up_second_factor(request: HttpRequest) -> HttpResponse:
    """Show a new device's key as a picture and text; take its first code.

    A screen left open must not be enough: the person types the password, or has just shown at the
    identity provider who they are.
    """
    if request.session.get(second_factor.KEY) == second_factor.DUE:
        return redirect("core_second_factor")
    is_outside = provider_session.came_through_provider(request)
    if is_outside and not provider_session.is_fresh(request):
        return render(request, "core/sign_in/anew.html")
    device = second_factor.new_device(request.user)
    form = (CodeForm if is_outside else SetupForm)(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if not is_outside and not knows_password(request.user, form.cleaned_data["password"]):
            form.add_error("password", _("This is not your password; nothing was changed."))
        elif not device.verify_token("".join(form.cleaned_data["code"].split())):
            form.add_error("code", TAKEN)
        else:
            codes = second_factor.confirm(request.user, device)
            _let_in(request)
            record(acts.SECOND_FACTOR_SET, by=request.user, request=request, about=request.user)
            return render(request, "core/sign_in/codes.html", {"codes": codes})
    context = {
        "form": form,
        "picture": _picture(device.config_url),
        "key": _in_groups(device),
        "needs_password": not is_outside,
        "is_mandatory": second_factor.must_have(request.user),
        "has_device": second_factor.device_of(request.user) is not None,
    }
    return render(request, "core/sign_in/setup.html", context)


@require_GET
def show_sessions(request: HttpRequest) -> HttpResponse:
    """Show where this person is signed in."""
    context = {
        "sessions": sessions.living(request.user),
        "own_key": request.session.session_key,
        "has_device": second_factor.device_of(request.user) is not None,
    }
    return render(request, "core/sign_in/sessions.html", context)


@require_POST
def end_session(request: HttpRequest, session_id: int) -> HttpResponse:
    """End one of this person's own sessions."""
    row = get_object_or_404(SignInSession, pk=session_id, user=request.user)
    sessions.end(row)
    record(acts.SESSION_ENDED, by=request.user, request=request, about=request.user)
    messages.success(request, _("That session has ended."))
    return redirect("core_sessions")


@require_POST
def end_other_sessions(request: HttpRequest) -> HttpResponse:
    """End all sessions of this person but this one."""
    count = sessions.end_others(request.user, request.session.session_key)
    record(acts.SESSION_ENDED, by=request.user, request=request, about=request.user, rows=count)
    messages.success(request, _("All other sessions have ended."))
    return redirect("core_sessions")


def _let_in(request):
    old = request.session.session_key
    second_factor.mark_shown(request)
    sessions.follow_key(request, old)


def _picture(address):
    file = BytesIO()
    segno.make(address, error="m").save(file, kind="svg", scale=4, border=2, xmldecl=False)
    return mark_safe(file.getvalue().decode())  # noqa: S308  drawn here, of our own address


def _in_groups(device):
    text = b32encode(device.bin_key).decode()
    return " ".join(text[place : place + 4] for place in range(0, len(text), 4))
