"""Signatures (署名): what a person was called, and in which role he acted, at a moment."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.choices import Role


def _text(label, max_length, **more):
    """Return a field of a signature; null where nobody knows, as of what was taken over."""
    return models.CharField(
        label, max_length=max_length, null=True, blank=True, editable=False, **more
    )


class SignedModel(models.Model):
    """Base of deeds that keep their author's names and role of that moment.

    People change their names, user names and roles; what they did stays signed as it was.
    """

    signed_name = _text(_("name at that time"), 310)
    signed_username = _text(_("user name at that time"), 150)
    signed_role = _text(_("role at that time"), 30, choices=Role.choices)

    class Meta:
        abstract = True

    @property
    def signature(self) -> str:
        """The author as he is shown: his name, and his user name where it is another."""
        return shown(self.signed_name, self.signed_username)


def signature_of(user: Any, role: str | None) -> dict[str, str | None]:
    """Return the fields of a SignedModel for a deed of this moment; null without a person.

    `role` is the Role in which he acts, or None for a superuser.
    """
    if user is None:
        return dict.fromkeys(("signed_name", "signed_username", "signed_role"))
    return {
        "signed_name": user.get_full_name().strip() or user.get_username(),
        "signed_username": user.get_username(),
        "signed_role": Role(role).value if role else None,
    }


def shown(name: str | None, username: str | None) -> str:
    """Return a name followed by the user name in brackets, or the one of them that says all."""
    if not name or name == username:
        return username or ""
    return _("%(name)s (%(username)s)") % {"name": name, "username": username}
