"""States that readers get, and the kinds of events."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    """What readers get of a version (公开状态)."""

    SCHEDULED = "scheduled", _("Not yet in force")
    CURRENT = "current", _("In force")
    SUSPENDED = "suspended", _("Suspended")
    SUPERSEDED = "superseded", _("Superseded")
    EXPIRED = "expired", _("Expired")
    ABOLISHED = "abolished", _("Abolished")


class EventType(TextChoices):
    """What happened to a guide or manual."""

    PUBLISHED = "published", _("Published")
    REVISED = "revised", _("Revised")
    EFFECTIVE = "effective", _("Came into force")
    CORRECTED = "corrected", _("Corrected")
    SUSPENDED = "suspended", _("Suspended")
    RESUMED = "resumed", _("Resumed")
    EXPIRED = "expired", _("Expired")
    ABOLISHED = "abolished", _("Abolished")
    TRANSFERRED = "transferred", _("Transferred")


class FacetName(TextChoices):
    """What a list of guides is filtered by, besides the department and the state."""

    THEME = "theme", _("theme")
    AUDIENCE = "audience", _("audience")
    REGION = "region", _("region")


OPEN_STATES = frozenset({State.CURRENT, State.SCHEDULED, State.SUSPENDED})
"""States of guides that lists show."""

TOMBSTONES = frozenset({EventType.EXPIRED, EventType.ABOLISHED})


class LawTaskOutcome(TextChoices):
    """How a guide that cites a changed law was dealt with (依据核对结果)."""

    REVISED = "revised", _("Revised")
    CHECKED = "checked", _("Checked, nothing to change")
    ABOLISHED = "abolished", _("Guide abolished")


class CampaignGoal(TextChoices):
    """What a campaign wants of each handling item in its scope (集中修订目标)."""

    PUBLISH = "publish", _("To be in force")
    REVISE = "revise", _("To be filed anew")


class CatalogueChange(TextChoices):
    """What happened to an item of the catalogue (目录变动)."""

    NEW = "new", _("New item")
    CHANGED = "changed", _("Changed item")
    CANCELLED = "cancelled", _("Cancelled item")
    RESTORED = "restored", _("Item in use again")


class CatalogueTaskOutcome(TextChoices):
    """How a change of the catalogue was dealt with (目录变动处理)."""

    FILED = "filed", _("Filed")
    ABOLISHED = "abolished", _("Guide abolished")
    CHECKED = "checked", _("Checked, nothing to change")
    TAKEN_BACK = "taken_back", _("Change taken back")
    NOTHING = "nothing", _("No guide in force, nothing to do")


class Dimension(TextChoices):
    """By what the board of coverage counts (统计口径)."""

    DEPARTMENT = "department", _("Department")
    LEVEL = "level", _("Level")
    THEME = "theme", _("Theme")


class SuccessionKind(TextChoices):
    """How guides follow one another (承继方式): by how many end and how many take their place."""

    MERGER = "merger", _("Merger")
    DIVISION = "division", _("Division")
    TRANSFER = "transfer", _("Transfer to another")


class ReformKind(TextChoices):
    """What a reform does to departments (机构改革方式)."""

    RENAME = "rename", _("Rename a department")
    MERGE = "merge", _("Merge departments")
    SPLIT = "split", _("Hand part of a department over")
    MOVE = "move", _("Move a department")
