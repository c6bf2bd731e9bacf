"""The stages of review, the states of a Submission, and what a reviewer may decide."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ReviewStage(TextChoices):
    """环节 of review, in their order."""

    DEPARTMENT = "department", _("Department review")
    FORMAL = "formal", _("Formal review")
    COMPLIANCE = "compliance", _("Compliance review")
    FILING = "filing", _("Filing")


class SubmissionState(TextChoices):
    """Where a Submission stands; the last four are ends."""

    IN_REVIEW = "in_review", _("In review")
    RETURNED = "returned", _("Returned for correction")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    FILED = "filed", _("Filed")


class Verdict(TextChoices):
    """What a reviewer decided at a stage."""

    APPROVED = "approved", _("Approved")
    RETURNED = "returned", _("Returned")


class ChangeKind(TextChoices):
    """What a change of a guide is (变更类型): it sets limits, rules and what the public is told."""

    NEW = "new", _("New")
    AMEND = "amend", _("Amendment")
    CORRECT = "correct", _("Correction of an error")
    URGENT = "urgent", _("Urgent change")
    SUCCESSION = "succession", _("Merger, division or transfer")
    SUSPEND = "suspend", _("Suspension")
    RESUME = "resume", _("Resumption")
    ABOLISH = "abolish", _("Abolition")


class Span(TextChoices):
    """A stretch of review with one time limit: the office's two stages share theirs."""

    DEPARTMENT = "department", _("Department")
    OFFICE = "office", _("Reform office")
    FILING = "filing", _("Filing and publication")


SPAN_OF_STAGE = {
    ReviewStage.DEPARTMENT: Span.DEPARTMENT,
    ReviewStage.FORMAL: Span.OFFICE,
    ReviewStage.COMPLIANCE: Span.OFFICE,
    ReviewStage.FILING: Span.FILING,
}


class PowerChange(TextChoices):
    """What a change does to a power; the government decides each of these."""

    NEW = "new", _("New power")
    CANCELLED = "cancelled", _("Cancelled power")
    DELEGATED = "delegated", _("Delegated power")
