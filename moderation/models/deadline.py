"""Time limits of review, and the task that each stage of a Submission is."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from moderation.choices import ChangeKind, ReviewStage, Span


class StageLimit(models.Model):
    """A time limit (办理时限) in working days that replaces the one by default."""

    span = models.CharField(_("stretch of review"), max_length=12, choices=Span.choices)
    change_kind = models.CharField(
        _("kind of change"),
        max_length=12,
        blank=True,
        choices=ChangeKind.choices,
        help_text=_("Empty: every kind that has no limit of its own."),
    )
    days = models.PositiveSmallIntegerField(_("working days"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("time limit of review")
        verbose_name_plural = _("time limits of review")
        ordering = ["span", "change_kind"]
        constraints = [
            models.UniqueConstraint(
                fields=["span", "change_kind"], name="one_limit_a_span_and_kind"
            )
        ]

    def __str__(self):
        kind = self.get_change_kind_display() if self.change_kind else _("every kind")
        return f"{self.get_span_display()} · {kind} · {self.days}"


class StageTask(models.Model):
    """One stage of one Submission (环节任务): since when it waits, and until when it is due."""

    submission = models.ForeignKey(
        "moderation.Submission", on_delete=models.PROTECT, related_name="tasks"
    )
    stage = models.CharField(_("stage"), max_length=12, choices=ReviewStage.choices)
    span = models.CharField(_("stretch of review"), max_length=12, choices=Span.choices)
    began_at = models.DateTimeField(_("began"))
    days = models.PositiveSmallIntegerField(
        _("working days"), help_text=_("What was left of the limit when it began.")
    )
    due_on = models.DateField(_("due on"))
    is_provisional = models.BooleanField(_("provisional"), default=False)
    is_stale = models.BooleanField(
        default=False, help_text="The calendar has changed: to be counted again by the relay."
    )
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("task of a stage")
        verbose_name_plural = _("tasks of stages")
        constraints = [
            models.UniqueConstraint(fields=["submission", "stage"], name="one_task_a_stage")
        ]
        indexes = [
            models.Index(
                fields=["due_on"], condition=models.Q(ended_at=None), name="open_tasks_by_due"
            ),
            models.Index(
                fields=["id"], condition=models.Q(is_stale=True), name="tasks_to_count_again"
            ),
        ]

    def __str__(self):
        return f"{self.submission_id} · {self.get_stage_display()} · {self.due_on}"
