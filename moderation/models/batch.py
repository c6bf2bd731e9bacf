"""Batches: many guides sent as one, with a cover opinion and what other departments say."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.people.signature import SignedModel
from moderation.choices import SubmissionState


class Batch(SignedModel):
    """Many guides of one department that are sent together (统一申报), each decided by itself."""

    department = models.ForeignKey(
        "core.Department",
        verbose_name=_("department"),
        on_delete=models.PROTECT,
        related_name="batches",
    )
    title = models.CharField(_("title"), max_length=200)
    opinion = models.TextField(_("cover opinion"))
    effective_on = models.DateField(_("in force together from"), null=True, blank=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("submitted by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    sent_at = models.DateTimeField(_("submitted"), auto_now_add=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("batch")
        verbose_name_plural = _("batches")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["department", "-id"], name="batches_of_a_department")]

    def __str__(self):
        return self.title


class BatchItemQuerySet(models.QuerySet):
    """The guides of batches."""

    def joint_day(self, page_id: int) -> date | None:
        """Return the day from which a guide, returned out of its batch, holds with the others;
        None without a batch, or when the day lies behind.
        """
        returned = self.filter(
            page_id=page_id,
            batch__withdrawn_at=None,
            batch__effective_on__gte=timezone.localdate(),
            submission__state=SubmissionState.RETURNED,
        )
        return returned.values_list("batch__effective_on", flat=True).order_by("-pk").first()

    def follow(self, submission: Any) -> None:
        """Let a batch follow the corrected text of a guide that was returned."""
        self.filter(
            page_id=submission.page_id,
            batch__withdrawn_at=None,
            submission__state=SubmissionState.RETURNED,
        ).update(submission=submission)


class BatchItem(models.Model):
    """One guide of a batch, with the Submission that it is now, or why it was not sent."""

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="items")
    page = models.ForeignKey("guides.GuidePage", on_delete=models.PROTECT, related_name="+")
    submission = models.ForeignKey(
        "moderation.Submission",
        null=True,
        on_delete=models.PROTECT,
        related_name="batch_items",
    )
    refusal = models.TextField(_("why it was not sent"), blank=True)

    objects = BatchItemQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "page"], name="one_item_a_batch_and_guide")
        ]

    def __str__(self):
        return f"{self.batch_id} · {self.page_id}"


class BatchOpinion(models.Model):
    """What a department concerned says of a batch (会签意见), with its paper."""

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="opinions")
    department_name = models.CharField(_("department concerned"), max_length=100)
    text = models.TextField(_("opinion"))
    document = models.ForeignKey(
        "core.DepartmentDocument",
        verbose_name=_("paper"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    wagtail_reference_index_ignore = True

    def __str__(self):
        return f"{self.batch_id} · {self.department_name}"


class OpenedSubmission(models.Model):
    """That a person has had the text of a Submission on the screen: nobody decides unread."""

    submission = models.ForeignKey(
        "moderation.Submission", on_delete=models.PROTECT, related_name="+"
    )
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(auto_now_add=True)

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "user"], name="one_opening_a_submission_and_person"
            )
        ]

    def __str__(self):
        return f"{self.submission_id} · {self.user_id}"
