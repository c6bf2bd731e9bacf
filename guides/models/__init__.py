"""The catalogue, the outlines, and the pages that departments compile."""

from guides.laws.models import Law, LawArticle
from guides.outlines.draft_models import OutlineDraft
from guides.outlines.models import Outline, OutlineSection
from guides.outlines.run_models import OutlineRun, OutlineRunText
from guides.shared_parts.models import SharedPart, SharedPartUse, SharedPartVersion

from .branch_job import BranchJob
from .catalogue import ItemSituation, LifeEvent, ServiceItem, Theme
from .guide_page import GuidePage
from .manual_page import ManualPage
from .tree import DepartmentPage, GuideFolder, GuideRoot

__all__ = [
    "BranchJob",
    "DepartmentPage",
    "GuideFolder",
    "GuidePage",
    "GuideRoot",
    "ItemSituation",
    "Law",
    "LawArticle",
    "LifeEvent",
    "ManualPage",
    "Outline",
    "OutlineDraft",
    "OutlineRun",
    "OutlineRunText",
    "OutlineSection",
    "ServiceItem",
    "SharedPart",
    "SharedPartUse",
    "SharedPartVersion",
    "Theme",
]
