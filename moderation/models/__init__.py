"""Submissions, decisions, and the workflow tasks of the four stages."""

from .decision import Decision
from .submission import Submission
from .tasks import ComplianceReviewTask, DepartmentReviewTask, FilingTask, FormalReviewTask

__all__ = [
    "ComplianceReviewTask",
    "Decision",
    "DepartmentReviewTask",
    "FilingTask",
    "FormalReviewTask",
    "Submission",
]
