"""Handing on: a reviewer leaves a Submission at its stage to a colleague."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.append_only import AppendOnlyModel
from core.people.signature import SignedModel
from moderation.choices import ReviewStage


class HandOn(SignedModel, AppendOnlyModel):
    """A Submission was handed on at a stage (转办): it waits for that person alone; append-only.

    The last one of a stage counts. It opens no right: the rules about people hold as before.
    """

    submission = models.ForeignKey(
        "moderation.Submission", on_delete=models.PROTECT, related_name="hand_ons"
    )
    stage = models.CharField(_("stage"), max_length=12, choices=ReviewStage.choices)
    to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("handed on to"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    handed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("handed on by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    handed_at = models.DateTimeField(_("handed on"), auto_now_add=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("handing on")
        verbose_name_plural = _("handings on")
        ordering = ["pk"]
        indexes = [models.Index(fields=["submission", "stage", "-id"], name="last_hand_on")]

    def __str__(self):
        return f"{self.submission_id} · {self.get_stage_display()} · {self.to_id}"
