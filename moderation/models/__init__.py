"""Submissions, decisions, and the workflow tasks of the four stages."""

from .deadline import StageLimit, StageTask
from .decision import Decision
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
    "FilingTask",
    "FormalReviewTask",
    "ReviewTaskState",
    "StageLimit",
    "StageTask",
    "Submission",
    "SubmissionEditor",
]
