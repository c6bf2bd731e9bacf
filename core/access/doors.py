"""How people come in and go out: Wagtail's views of signing in and out, with what they lack."""

from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.forms import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from wagtail.admin.forms.auth import LoginForm
from wagtail.admin.views import account

from core.access import throttle
from core.people.changes_log import PASSWORD_SET, log_change

TOO_MANY_SIGN_INS = _(
    "Too many attempts to sign in failed. No password is looked at for up to %(minutes)s minutes. "
    "If you have forgotten yours, have a link sent to you, or ask the operator for one."
)
TOO_MANY_MAILS = _(
    "Too many links were asked for from your network. Please try again in an hour, or ask the "
    "operator for a link."
)
RESET_SECONDS = 60 * 60
MAILS_A_NETWORK, MAILS_A_PERSON = 20, 3
"""Links that may be asked for within RESET_SECONDS."""


class PersonLoginForm(LoginForm):
    """The form of signing in; says so when the limits of `core.access.throttle` are reached."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # Wagtail's field has no label, so that it would be named in English.
        self.fields["password"].label = _("Password")

    def get_invalid_login_error(self) -> ValidationError:
        if getattr(self.request, "has_too_many_attempts", False):
            minutes = {"minutes": settings.LOGIN_COOLOFF_MINUTES}
            return ValidationError(TOO_MANY_SIGN_INS, code="too_many_attempts", params=minutes)
        return super().get_invalid_login_error()


class LoginView(account.LoginView):
    """Signs in; answers 429 when nothing was looked at."""

    def get_form_class(self) -> type[PersonLoginForm]:
        return PersonLoginForm

    def form_invalid(self, form: Any) -> HttpResponse:
        response = super().form_invalid(form)
        if getattr(self.request, "has_too_many_attempts", False):
            return _refused(response, throttle.seconds())
        return response


@method_decorator(require_POST, name="dispatch")
class LogoutView(account.LogoutView):
    """Signs out by POST alone; Wagtail's takes the session cookie away when it answers 405."""


class PasswordResetView(account.PasswordResetView):
    """Mails a link for a new password, a few to one network and to one address of e-mail.

    Who asks too often for one person gets no other answer, so that nobody learns who is known.
    """

    def form_valid(self, form: Any) -> HttpResponse:
        network = throttle.key_of("mails of a network", throttle.network_of(self.request))
        if not throttle.is_below(network, MAILS_A_NETWORK, RESET_SECONDS):
            form.add_error(None, TOO_MANY_MAILS)
            return _refused(self.form_invalid(form), RESET_SECONDS)
        person = throttle.key_of("mails to a person", form.cleaned_data["email"])
        if not throttle.is_below(person, MAILS_A_PERSON, RESET_SECONDS):
            return redirect(self.get_success_url())
        return super().form_valid(form)


class PasswordResetConfirmView(account.PasswordResetConfirmView):
    """Sets the password of the person whom a link was made for, and logs it."""

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        log_change(self.user, PASSWORD_SET, by=self.user)
        return response


def _refused(response, seconds):
    response.status_code = HTTPStatus.TOO_MANY_REQUESTS
    response["Retry-After"] = str(seconds)
    return response
