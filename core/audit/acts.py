"""The acts that the audit log knows by name; every room adds its own."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import registry as wagtail_log

SIGNED_IN = "core.signed_in"
SIGNED_OUT = "core.signed_out"
SIGN_IN_FAILED = "core.sign_in_failed"
SIGN_IN_SHUT = "core.sign_in_shut"
EXPORTED = "core.exported"
DOWNLOADED = "core.downloaded"
SET = "core.set"
HEAD_SENT = "core.chain_head_sent"
SECOND_FACTOR_SET = "core.second_factor_set"
SECOND_FACTOR_FAILED = "core.second_factor_failed"
SECOND_FACTOR_RESET = "core.second_factor_reset"
SESSION_ENDED = "core.session_ended"
PROVIDER_REFUSED = "core.provider_refused"
IDENTITY_LINKED = "core.identity_linked"
IDENTITY_UNLINKED = "core.identity_unlinked"

BY_NOBODY_KNOWN = frozenset({SIGN_IN_FAILED, SIGN_IN_SHUT, PROVIDER_REFUSED})
"""Acts of which nobody can say who did them."""

_LABELS: dict[str, str | Promise] = {
    SIGNED_IN: _("Signed in"),
    SIGNED_OUT: _("Signed out"),
    SIGN_IN_FAILED: _("Wrong password"),
    SIGN_IN_SHUT: _("Too many wrong passwords"),
    EXPORTED: _("Exported a list"),
    DOWNLOADED: _("Downloaded a file"),
    SET: _("Changed a setting"),
    HEAD_SENT: _("Sent the chain's head outside"),
    SECOND_FACTOR_SET: _("Set up a second factor"),
    SECOND_FACTOR_FAILED: _("Wrong code of the second factor"),
    SECOND_FACTOR_RESET: _("Second factor taken away"),
    SESSION_ENDED: _("Ended a session"),
    PROVIDER_REFUSED: _("Refused a sign-in through the identity provider"),
    IDENTITY_LINKED: _("Linked an account with the identity provider"),
    IDENTITY_UNLINKED: _("Took the link with the identity provider away"),
}


class UnknownActError(LookupError):
    """An act that no room has registered: what is not named is found by nobody."""


def register(labels: Mapping[str, str | Promise]) -> None:
    """Add the acts of a room: {act: label}."""
    _LABELS.update(labels)


def registered() -> dict[str, str | Promise]:
    """Return every act of ours as {act: label}."""
    return dict(_LABELS)


def choices() -> list[tuple[str, str | Promise]]:
    """Return every act, ours and Wagtail's, as sorted (act, label)."""
    found = dict(wagtail_log.get_choices()) | _LABELS
    return sorted(found.items(), key=lambda pair: str(pair[1]))


def words_of(act: str) -> str | Promise:
    """Return an act in words; one that an older release knew by its code."""
    try:
        return label_of(act)
    except UnknownActError:
        return act


def label_of(act: str) -> str | Promise:
    """Return an act in words; UnknownActError for one that is not registered."""
    if act in _LABELS:
        return _LABELS[act]
    if wagtail_log.action_exists(act):
        return wagtail_log.get_action_label(act)
    raise UnknownActError(act)
