"""Why a sign-in through the identity provider is refused, in words: what, why, what to do next."""

from http import HTTPStatus

from django.conf import settings
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Reason(models.TextChoices):
    """What keeps somebody from signing in; kept in the audit log."""

    NO_ANSWER = "no_answer", _("The provider does not answer")
    MISFIT = "misfit", _("The provider is not the one that was set up")
    STALE = "stale", _("Not begun here, or too long ago")
    ABORTED = "aborted", _("Aborted at the provider")
    UNPROVEN = "unproven", _("The provider's answer does not prove who it is")
    TOO_MANY = "too_many", _("Too many attempts")
    NO_NAME = "no_name", _("The provider does not name the account")
    UNKNOWN = "unknown", _("No account of this name")
    AMBIGUOUS = "ambiguous", _("Several accounts of this name")
    INACTIVE = "inactive", _("The account is switched off")
    LINKED_OTHERWISE = "linked_otherwise", _("The account belongs to another identity")
    NO_ROLE = "no_role", _("The account has no role")


EXPLANATIONS: dict[str, str | Promise] = {
    Reason.NO_ANSWER: _(
        "It does not answer at the moment, so nobody can be signed in through it. Please try again "
        "in a few minutes, or sign in with your password."
    ),
    Reason.MISFIT: _(
        "Its particulars are not those that were set up here, so its answers are not taken. Please "
        "sign in with your password, and tell the people who run the servers."
    ),
    Reason.STALE: _(
        "This sign-in was not begun in this browser, was begun more than ten minutes ago, or has "
        "been used already. Please begin again."
    ),
    Reason.ABORTED: _(
        "The sign-in was aborted there. Please begin again, or sign in with your password."
    ),
    Reason.UNPROVEN: _(
        "Its answer could not be checked as genuine and current, so nobody was signed in. Please "
        "begin again; if it happens again, tell the people who run the servers."
    ),
    Reason.TOO_MANY: _(
        "Too many sign-ins from your network failed. Please try again in %(minutes)s minutes."
    ),
    Reason.NO_NAME: _(
        "It did not say which account of this system is yours, or did not confirm your mail "
        "address. Please tell the people who keep your account there."
    ),
    Reason.UNKNOWN: _(
        "It knows you as “%(name)s”, but this system has no such account. Accounts and roles are "
        "given here by an operator: please ask for one."
    ),
    Reason.AMBIGUOUS: _(
        "It knows you as “%(name)s”, but this system has several such accounts and cannot tell "
        "which is yours. Please tell an operator."
    ),
    Reason.INACTIVE: _(
        "Your account “%(name)s” in this system is switched off. If you need it, please ask an "
        "operator."
    ),
    Reason.LINKED_OTHERWISE: _(
        "The account “%(name)s” of this system belongs to another identity there. If yours was "
        "made anew, please ask an operator to have the old link taken away."
    ),
    Reason.NO_ROLE: _(
        "Your account “%(name)s” has no role in this system yet, so there is nothing that it may "
        "see. Please ask an operator for a role."
    ),
}

STATUS = {
    Reason.NO_ANSWER: HTTPStatus.SERVICE_UNAVAILABLE,
    Reason.MISFIT: HTTPStatus.SERVICE_UNAVAILABLE,
    Reason.STALE: HTTPStatus.BAD_REQUEST,
    Reason.TOO_MANY: HTTPStatus.TOO_MANY_REQUESTS,
}
"""The status of the answer; 403 for the others."""


class RefusedError(Exception):
    """A sign-in through the provider that ends here; `name` is what the provider calls somebody,
    `person` whose account it would have been.
    """

    def __init__(self, reason, *, name="", person=None):
        super().__init__(reason.value)
        self.reason, self.name, self.person = reason, name, person

    @property
    def status(self) -> HTTPStatus:
        """The status of the answer."""
        return STATUS.get(self.reason, HTTPStatus.FORBIDDEN)

    @property
    def words(self) -> str:
        """What happened, why, and what to do next."""
        given = {"name": self.name, "minutes": settings.LOGIN_COOLOFF_MINUTES}
        return str(EXPLANATIONS[self.reason]) % given
