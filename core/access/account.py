"""A person's own account: name and e-mail change with the password only, and are written down."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.account import NameEmailForm
from wagtail.admin.forms.auth import PasswordChangeForm
from wagtail.admin.views import account

from core.access import throttle
from core.people.changes_log import CHANGED, PASSWORD_SET, log_change

OWN_FACTS = ("first_name", "last_name", "email")


def knows_password(person: Any, password: str) -> bool:
    """Return whether this is a person's password; after too many guesses nothing is looked at."""
    limits = {throttle.key_of("account", person.pk): settings.LOGIN_FAILURE_LIMIT}
    try:
        with throttle.guess(limits) as take_back:
            is_right = person.check_password(password)
            if is_right:
                take_back()
            return is_right
    except throttle.TooManyAttemptsError:
        return False


class OwnNameForm(NameEmailForm):
    """Name and e-mail of the person who is signed in; a change needs the password.

    A screen that somebody left open must not be enough to become another person, nor to have the
    mails for a new password sent elsewhere.
    """

    current_password = forms.CharField(
        label=_("Your password"),
        help_text=_("Needed to change the name or the e-mail address."),
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in OWN_FACTS:
            self.fields[name].required = False
        # As stored: a form of the same request may have changed the person in memory already.
        stored = get_user_model()._default_manager.filter(pk=self.instance.pk)
        self.before = stored.values(*OWN_FACTS).get()

    def clean(self) -> dict[str, Any]:
        """Refuse a change without the password; guesses are limited as at the sign-in."""
        cleaned = super().clean()
        changes = any(cleaned.get(name, was) != was for name, was in self.before.items())
        if changes and not knows_password(self.instance, cleaned.get("current_password", "")):
            self.add_error("current_password", _("This is not your password; nothing was changed."))
        return cleaned

    def save(self, commit: bool = True) -> Any:
        person = super().save(commit)
        after = {name: getattr(person, name) for name in OWN_FACTS}
        log_change(person, CHANGED, by=person, before=self.before, after=after)
        return person


class OwnPasswordForm(PasswordChangeForm):
    """A new password, with the old one."""

    def clean_old_password(self) -> str:
        if not knows_password(self.user, self.cleaned_data["old_password"]):
            message, code = self.error_messages["password_incorrect"], "password_incorrect"
            raise forms.ValidationError(message, code=code)
        return self.cleaned_data["old_password"]

    def save(self, commit: bool = True) -> Any:
        person = super().save(commit)
        log_change(person, PASSWORD_SET, by=person)
        return person


class OwnNamePanel(account.NameEmailSettingsPanel):
    """Name and e-mail on the account page."""

    form_class = OwnNameForm


class OwnPasswordPanel(account.ChangePasswordPanel):
    """The password on the account page."""

    form_class = OwnPasswordForm


OURS = {
    account.NameEmailSettingsPanel: OwnNamePanel,
    account.ChangePasswordPanel: OwnPasswordPanel,
}


class AccountView(account.AccountView):
    """The account page, with our panels in place of Wagtail's."""

    ours = OURS

    def get_panels(self) -> list[account.BaseSettingsPanel]:
        return [
            self.ours[type(panel)](panel.request, panel.user, panel.profile)
            if type(panel) in self.ours
            else panel
            for panel in super().get_panels()
        ]
