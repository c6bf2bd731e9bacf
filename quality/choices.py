"""Code lists of this room: how grave a finding is, and which documents a rule looks at."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Severity(TextChoices):
    """How grave a finding is: an error blocks submission, a warning is seen in review."""

    ERROR = "error", _("Error")
    WARNING = "warn", _("Reminder")
    INFO = "info", _("Hint")


class AppliesTo(TextChoices):
    """Which documents a rule looks at."""

    GUIDE = "guide", _("Service guides only")
    MANUAL = "manual", _("Business manuals only")
    BOTH = "both", _("Guides and manuals")


class WordListName(TextChoices):
    """The word lists that rules use."""

    SLIPS = "slips", _("Slips of the pen (L26)")
    TERMS = "terms", _("Wrong or outdated terms (L30)")
    SET_PHRASES = "set_phrases", _("Set phrases that are not catch-alls (L01)")
    SHAREABLE = "shareable", _("Materials to be had by sharing (L27)")
    ABBREVIATIONS = "abbreviations", _("Abbreviations that everybody knows (L28)")
