"""The acts that are written down beside edits, and how an entry says them in words."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogFormatter

SIGNED_IN = "core.signed_in"
SIGNED_OUT = "core.signed_out"
SIGN_IN_FAILED = "core.sign_in_failed"
SIGN_IN_SHUT = "core.sign_in_shut"
EXPORTED = "core.exported"
DOWNLOADED = "core.downloaded"

LABELS = {
    SIGNED_IN: _("Signed in"),
    SIGNED_OUT: _("Signed out"),
    SIGN_IN_FAILED: _("Wrong password"),
    SIGN_IN_SHUT: _("Too many wrong passwords"),
    EXPORTED: _("Exported a list"),
    DOWNLOADED: _("Downloaded a file"),
}


BY_NOBODY_KNOWN = frozenset({SIGN_IN_FAILED, SIGN_IN_SHUT})
"""Acts of which nobody can say who did them."""


class ActFormatter(LogFormatter):
    """Says an act with what it was done to, and from which address."""

    def format_message(self, log_entry):
        data = log_entry.data
        words = [str(self.label), data.get("what", "")]
        if data.get("rows") is not None:
            words.append(gettext("%(count)s rows") % {"count": data["rows"]})
        if data.get("query"):
            words.append(gettext("filter: %(query)s") % {"query": data["query"]})
        if data.get("address"):
            words.append(gettext("from %(address)s") % {"address": data["address"]})
        return " · ".join(word for word in words if word)


@hooks.register("register_log_actions")
def register(actions):
    """Register the acts with Wagtail's log."""
    for act, label in LABELS.items():
        formatter = type("Formatter", (ActFormatter,), {"label": label})
        actions.register_action(act)(formatter)
