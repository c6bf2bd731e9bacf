"""What was changed of a person's account and roles, by whom: entries with before and after."""

from collections.abc import Mapping
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.exceptions import FieldDoesNotExist
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogFormatter, log

CREATED, CHANGED = "core.account.created", "core.account.changed"
PASSWORD_SET = "core.account.password"  # noqa: S105 - the name of an action
LINK_MADE = "core.account.link"
ROLE_GRANTED, ROLE_PROPOSED = "core.role.granted", "core.role.proposed"
ROLE_CONFIRMED, ROLE_ENDED = "core.role.confirmed", "core.role.ended"
ROLES_ASKED_AGAIN = "core.role.asked_again"
ROLE_CARRIED = "core.role.carried_along"

SHOWN, MAILED = "shown", "mailed"
WAYS = {SHOWN: _("shown to the operator"), MAILED: _("mailed to the person")}
"""How a link to set a password came to its person."""

LABELS = {
    CREATED: _("Account made"),
    CHANGED: _("Account changed"),
    PASSWORD_SET: _("Password set"),
    LINK_MADE: _("Link to set a password made"),
    ROLE_GRANTED: _("Role given"),
    ROLE_PROPOSED: _("Role proposed"),
    ROLE_CONFIRMED: _("Role confirmed"),
    ROLE_ENDED: _("Role taken away"),
    ROLES_ASKED_AGAIN: _("Roles to be confirmed again"),
    ROLE_CARRIED: _("Role gone along with a reform of departments"),
}


def log_change(
    person: Any,
    action: str,
    *,
    by: Any = None,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> None:
    """Write down what somebody changed of a person; `before` and `after` are {field: value}.

    Without `by` it is the person at work in the admin.
    Fields that did not change are left out; nothing is written when none did, but for actions that
    have no values, such as a new password.
    """
    before, after = before or {}, after or {}
    changed = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    if (before or after) and not changed:
        return
    data = {
        "before": {name: before.get(name) for name in changed},
        "after": {name: after.get(name) for name in changed},
    }
    log(person, action, user=by, data=data)


def register(actions: Any) -> None:
    """Register the actions of this room with Wagtail's log."""
    for action, label in LABELS.items():
        formatter = type("Formatter", (_ChangeFormatter,), {"label": label})
        actions.register_action(action)(formatter)


class _ChangeFormatter(LogFormatter):
    """Formats an entry in words: the action, then each field with what it was and is."""

    def format_message(self, log_entry: Any) -> str:
        before, after = (log_entry.data.get(key, {}) for key in ("before", "after"))
        changes = [_change(name, before.get(name), after.get(name)) for name in {**before, **after}]
        return "；".join([str(self.label), *filter(None, changes)])


def _change(name, before, after):
    """Return one change in words; empty for a field that says nothing."""
    words = {"field": _label(name), "before": _in_words(before), "after": _in_words(after)}
    if words["before"] and words["after"]:
        return gettext("%(field)s: “%(before)s” → “%(after)s”") % words
    if words["before"]:
        return gettext("%(field)s: “%(before)s” → nothing") % words
    return gettext("%(field)s: “%(after)s”") % words if words["after"] else ""


def _in_words(value):
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    return str(WAYS.get(value, value or ""))


def _label(name):
    if name == "link":
        return gettext("link")
    for model in (get_user_model(), apps.get_model("core", "Membership")):
        try:
            return getattr(model._meta.get_field(name), "verbose_name", name)
        except FieldDoesNotExist:
            continue
    return name
