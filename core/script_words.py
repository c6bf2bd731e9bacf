"""Words of Wagtail's scripts that its Chinese catalogue lacks, or says like a machine."""

import json

from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_noop as _

WORDS = (
    _("(New)"),
    _("(1 new item in this menu)"),
    _("(%(number)s new items in this menu)"),
    _("%(num)s error"),
    _("%(num)s min"),
    _("%(num)s pixel"),
    _("A network error occurred."),
    _("A server error occurred."),
    _("Actions"),
    _("Autosave in progress…"),
    _("Changes have been autosaved."),
    _("Dashboard"),
    _("Drag"),
    _("Duplicate"),
    _("Error while sending preview data."),
    _("Insert a block"),
    _("More actions"),
    _("This field is required."),
    _("Toggle section"),
    _("Toggle side panel"),
    _("Toggle sidebar"),
)
"""As Wagtail's scripts ask for them; `django.catalog` is where Django's own script keeps words."""


def script_words() -> str:
    """Return a script that adds these words in the person's language; English needs none."""
    if (get_language() or "").startswith("en"):
        return ""
    words = json.dumps({word: gettext(word) for word in WORDS}).replace("<", "\\u003c")
    return format_html("<script>Object.assign(django.catalog, {});</script>", mark_safe(words))  # noqa: S308
