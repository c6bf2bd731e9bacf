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
