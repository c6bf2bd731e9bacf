"""Submissions, decisions, and the workflow tasks of the four stages."""

from .deadline import StageLimit, StageTask
from .decision import Decision
from .digest import DigestSent
from .submission import Submission, SubmissionEditor
from .tasks import (
    ComplianceReviewTask,
    DepartmentReviewTask,
    FilingTask,
    FormalReviewTask,
    ReviewTaskState,
)

__all__ = [
    "ComplianceReviewTask",
    "Decision",
    "DepartmentReviewTask",
    "DigestSent",
    "FilingTask",
    "FormalReviewTask",
    "ReviewTaskState",
    "StageLimit",
    "StageTask",
    "Submission",
    "SubmissionEditor",
]
