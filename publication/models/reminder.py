"""SuspensionReminder: that people were told of a suspension which ends, or ought to have ended."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class SuspensionReminder(models.Model):
    """A reminder (到期提醒) of one suspension: the day before its date, and on the date itself.

    Written once; its mail is sent once. What the admin's first page shows does not depend on it.
    """

    class Stage(models.TextChoices):
        """When a reminder is due."""

        AHEAD = "ahead", pgettext_lazy("a suspension", "ends tomorrow")
        DUE = "due", pgettext_lazy("a suspension", "its day has come")

    MOST_ATTEMPTS = 8

    code = models.CharField(_("code"), max_length=120)
    since = models.DateField(_("since"))
    until = models.DateField(_("until"))
    stage = models.CharField(_("stage"), max_length=10, choices=Stage.choices)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    mailed_at = models.DateTimeField(_("mailed"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    retry_at = models.DateTimeField(_("next attempt"), null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("reminder of a suspension")
        verbose_name_plural = _("reminders of suspensions")
        constraints = [
            models.UniqueConstraint(
                fields=["code", "since", "until", "stage"], name="one_reminder_a_day_of_suspension"
            )
        ]
        indexes = [
            models.Index(
                fields=["created_at"],
                condition=models.Q(mailed_at=None),
                name="reminders_to_be_mailed",
            )
        ]

    def __str__(self):
        return f"{self.code} · {self.get_stage_display()} · {self.until}"
