"""Code lists of this room."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.running import use_counts


class CheckState(TextChoices):
    """How a check came out; the values are those of `manage.py inspect --json`."""

    OK = "ok", _("Passed")
    NEAR = "near", _("Near the limit")
    FAILED = "failed", _("Failed")


class Trigger(TextChoices):
    """Who asked for an inspection."""

    SCHEDULE = "schedule", _("Scheduled")
    PERSON = "person", _("By hand")
    COMMAND = "command", _("By command")


class Severity(IntegerChoices):
    """How much an incident takes from people, the worst first."""

    OUTAGE = 1, _("Nobody can read or work")
    PARTIAL = 2, _("A part cannot be used")
    DEGRADED = 3, _("Usable, but not as it should be")
    RISK = 4, _("Nothing is noticed yet")


class IncidentSource(TextChoices):
    """Where an incident was noticed."""

    INSPECTION = "inspection", _("Inspection")
    MONITORING = "monitoring", _("Monitoring")
    PERSON = "person", _("A person")


class NodeKind(TextChoices):
    """What a node of the maintenance plan is about."""

    CONTRACT = "contract", _("Contract")
    MAINTENANCE = "maintenance", _("Maintenance")
    RELEASE = "release", _("Release")
    DRILL = "drill", _("Recovery drill")
    SECURITY = "security", _("Security")
    REPORT = "report", pgettext_lazy("of the plan", "Report")


class IndicatorClass(TextChoices):
    """The class (一级指标) of an indicator."""

    INPUT = "input", pgettext_lazy("of indicators", "Input")
    OUTPUT = "output", pgettext_lazy("of indicators", "Output")
    EFFECT = "effect", pgettext_lazy("of indicators", "Effect")


class ReportKind(TextChoices):
    """Which report it is."""

    YEAR = "year", _("Yearly performance report")
    QUARTER = "quarter", _("Quarterly performance report")
    MONTH = "month", _("Monthly maintenance report")


class Component(TextChoices):
    """What readers use, one by one on the status page (运行状态)."""

    GUIDES = "guides", _("Reading guides")
    SEARCH = "search", pgettext_lazy("of the site", "Search")
    FILES = "files", _("Printing and downloading")
    UPDATES = "updates", _("Updates of contents")
    API = "api", _("Data interface and feeds")
    ENGLISH = "english", _("English pages")


class Use(TextChoices):
    """What readers did: see `core.running.use_counts`."""

    VIEW = use_counts.VIEW, _("Guides read")
    SEARCH = use_counts.SEARCH, _("Searches")
    DOWNLOAD = use_counts.DOWNLOAD, _("Downloads")
    API = use_counts.API, _("Answers of the interface")


class Channel(TextChoices):
    """Over which channel a use came."""

    CHINESE = use_counts.CHINESE, _("Site in Chinese")
    ENGLISH = use_counts.ENGLISH, _("Site in English")
    PROGRAM = use_counts.PROGRAM, pgettext_lazy("channel", "Interface")
