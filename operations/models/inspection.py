"""Inspections and what each check found; kept by policy, so that trends can be drawn."""

from django.conf import settings
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from operations.choices import CheckState, Trigger


class InspectionRun(models.Model):
    """One inspection (巡检): when the checks ran, who asked, and how they came out."""

    started_at = models.DateTimeField(_("started"), db_index=True)
    seconds = models.FloatField(_("duration in seconds"), default=0)
    trigger = models.CharField(
        _("asked by"), max_length=10, choices=Trigger.choices, default=Trigger.SCHEDULE
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    is_whole = models.BooleanField(_("all checks"), default=True)
    passed = models.PositiveIntegerField(_("passed"), default=0)
    near = models.PositiveIntegerField(_("near the limit"), default=0)
    failed = models.PositiveIntegerField(_("failed"), default=0)
    is_demo = models.BooleanField(_("demonstration"), default=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("inspection")
        verbose_name_plural = _("inspections")
        ordering = ["-started_at"]

    def __str__(self):
        return f"{self.started_at:%Y-%m-%d %H:%M}"


class CheckResult(models.Model):
    """What one check (检查项) found: its value, the limit that held then, and its remedy."""

    run = models.ForeignKey(InspectionRun, on_delete=models.CASCADE, related_name="results")
    check_name = models.CharField(_("check"), max_length=40)
    state = models.CharField(_("state"), max_length=6, choices=CheckState.choices)
    value = models.FloatField(_("value"), null=True)
    shown = models.CharField(_("in words"), max_length=100, blank=True)
    limit = models.CharField(_("limit"), max_length=100, blank=True)
    detail = models.TextField(_("details"), blank=True)
    in_other_languages = models.JSONField(_("in other languages"), null=True, editable=False)
    at = models.DateTimeField(_("moment"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("check result")
        verbose_name_plural = _("check results")
        indexes = [models.Index(fields=["check_name", "at"])]

    def __str__(self):
        return f"{self.check_name} {self.state}"

    @property
    def words(self) -> dict[str, str]:
        """`shown`, `limit` and `detail` in the reader's language, if the inspection wrote it."""
        kept = {"shown": self.shown, "limit": self.limit, "detail": self.detail}
        return kept | (self.in_other_languages or {}).get(get_language(), {})
