"""Decisions: who said what at which stage, about which hash."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.append_only import AppendOnlyModel
from core.people.signature import SignedModel
from moderation.choices import ReviewStage, Verdict


class Decision(SignedModel, AppendOnlyModel):
    """A reviewer's decision (审核意见); append-only, names the hash that was on the screen."""

    submission = models.ForeignKey(
        "moderation.Submission",
        verbose_name=_("submission"),
        on_delete=models.PROTECT,
        related_name="decisions",
    )
    stage = models.CharField(_("stage"), max_length=12, choices=ReviewStage.choices)
    verdict = models.CharField(_("decision"), max_length=10, choices=Verdict.choices)
    sha256 = models.CharField(_("content fingerprint"), max_length=64)
    opinion = models.TextField(_("opinion"), blank=True)
    section_reasons = models.JSONField(_("reasons by section"), default=dict, blank=True)
    checklist = models.JSONField(
        _("checklist"),
        null=True,
        blank=True,
        help_text="The points of the stage's checklist as they stood, and which were checked.",
    )
    effective_on = models.DateField(_("in force from"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    decided_at = models.DateTimeField(_("decided"), auto_now_add=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["decided_by", "decided_at"], name="decisions_of_a_person"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "stage"], name="one_decision_a_stage_and_submission"
            ),
            models.UniqueConstraint(
                fields=["submission", "decided_by"], name="nobody_decides_two_stages"
            ),
        ]

    def __str__(self):
        return f"{self.submission} · {self.get_stage_display()} · {self.get_verdict_display()}"
