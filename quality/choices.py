"""Code lists of this room: how grave a finding is, and which documents a rule looks at."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Severity(TextChoices):
    """How grave a finding is: an error blocks submission, a warning is seen in review."""

    ERROR = "error", _("Error")
    WARNING = "warn", _("Reminder")
    INFO = "info", _("Hint")


class Scope(TextChoices):
    """Which documents a rule looks at."""

    GUIDE = "guide", _("Service guides only")
    MANUAL = "manual", _("Business manuals only")
    BOTH = "both", _("Guides and manuals")
