"""Filed versions, what readers get of them, the event log, counters and cursors."""

from .bundle import Bundle, BundleAgreement, BundlePart, BundleVersion
from .campaign import (
    Campaign,
    CampaignCount,
    CampaignMilestone,
    CampaignReminder,
    CatalogueTask,
    CoverageFigures,
)
from .cited_laws import CitedLaw, LawChange, LawTask
from .counters import EventCounter, FilingCounter
from .event import Event
from .files import PublishedFile
from .proposal import StateProposal
from .quality import LintRun, QualityDay, QualityResult, RuleCount
from .reform import Reform, ReformEntry
from .relay import Cursor, DeadLetter
from .reminder import SuspensionReminder
from .shared_parts import FiledPart, PartChange, PartChangeItem, PartDecision
from .state import PublicState, StateFacet
from .version import PublishedVersion

__all__ = [
    "Bundle",
    "BundleAgreement",
    "BundlePart",
    "BundleVersion",
    "Campaign",
    "CampaignCount",
    "CampaignMilestone",
    "CampaignReminder",
    "CatalogueTask",
    "CitedLaw",
    "CoverageFigures",
    "Cursor",
    "DeadLetter",
    "Event",
    "EventCounter",
    "FiledPart",
    "FilingCounter",
    "LawChange",
    "LawTask",
    "LintRun",
    "PartChange",
    "PartChangeItem",
    "PartDecision",
    "PublicState",
    "PublishedFile",
    "PublishedVersion",
    "QualityDay",
    "QualityResult",
    "Reform",
    "ReformEntry",
    "RuleCount",
    "StateFacet",
    "StateProposal",
    "SuspensionReminder",
]
