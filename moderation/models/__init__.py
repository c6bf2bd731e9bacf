"""Submissions, decisions, and the workflow tasks of the four stages."""

from .batch import Batch, BatchItem, BatchOpinion, OpenedSubmission
from .checklist import Checklist, ChecklistPoint
from .deadline import StageLimit, StageTask
from .decision import Decision
from .digest import DigestSent
from .frozen_part import FrozenPart
from .full_reading import FullReading
from .hand_on import HandOn
from .outside import OutsideInvitation, OutsideOpinion
from .papers import PowerDecision, SecrecyCheck
from .saved_view import SavedView
from .submission import Submission, SubmissionEditor
from .tasks import (
    ComplianceReviewTask,
    DepartmentReviewTask,
    FilingTask,
    FormalReviewTask,
    ReviewTaskState,
)

__all__ = [
    "Batch",
    "BatchItem",
    "BatchOpinion",
    "Checklist",
    "ChecklistPoint",
    "ComplianceReviewTask",
    "Decision",
    "DepartmentReviewTask",
    "DigestSent",
    "FilingTask",
    "FormalReviewTask",
    "FrozenPart",
    "FullReading",
    "HandOn",
    "OpenedSubmission",
    "OutsideInvitation",
    "OutsideOpinion",
    "PowerDecision",
    "ReviewTaskState",
    "SavedView",
    "SecrecyCheck",
    "StageLimit",
    "StageTask",
    "Submission",
    "SubmissionEditor",
]
