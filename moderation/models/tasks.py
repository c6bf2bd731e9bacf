"""The four stages as Wagtail workflow tasks; who may act in them is in `moderation.rules`."""

from django.utils.translation import gettext_lazy as _
from wagtail.models import Task

from moderation.choices import ReviewStage


class ReviewTask(Task):
    """Base of the stages: decided only on our own review screen, never from the page editor."""

    stage: str

    class Meta:
        abstract = True


class DepartmentReviewTask(ReviewTask):
    """部门审核: a reviewer of the same department."""

    stage = ReviewStage.DEPARTMENT

    class Meta:
        verbose_name = _("department review")


class FormalReviewTask(ReviewTask):
    """形式审查: a formal reviewer of the reform office."""

    stage = ReviewStage.FORMAL

    class Meta:
        verbose_name = _("formal review")


class ComplianceReviewTask(ReviewTask):
    """合规审查: a compliance reviewer of the reform office."""

    stage = ReviewStage.COMPLIANCE

    class Meta:
        verbose_name = _("compliance review")


class FilingTask(ReviewTask):
    """备案: a filing officer; approving files and publishes the Submission."""

    stage = ReviewStage.FILING

    class Meta:
        verbose_name = _("filing")
