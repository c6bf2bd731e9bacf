"""Backups that were made, and drills: the proof that they can be restored."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.append_only import AppendOnlyModel


class BackupRun(models.Model):
    """One backup (备份): where it lies, what it holds, how long it took."""

    name = models.CharField(_("name"), max_length=60)
    place = models.CharField(_("folder"), max_length=500)
    database = models.CharField(_("database"), max_length=12)
    finished_at = models.DateTimeField(_("finished"), db_index=True)
    seconds = models.FloatField(_("duration in seconds"))
    size = models.BigIntegerField(_("bytes"))
    files = models.PositiveBigIntegerField(_("files"))
    sha256 = models.CharField(_("SHA-256"), max_length=64, help_text="Of its manifest.")
    is_demo = models.BooleanField(_("demonstration"), default=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("backup")
        verbose_name_plural = _("backups")
        ordering = ["-finished_at"]

    def __str__(self):
        return self.name


class Drill(AppendOnlyModel):
    """A recovery drill (恢复演练): what a restored copy held, how long it took; signed."""

    at = models.DateTimeField(_("moment"), db_index=True)
    backup = models.CharField(_("backup"), max_length=60)
    database = models.CharField(_("database"), max_length=12)
    restored_to = models.DateTimeField(_("restored to"), null=True)
    rpo_s = models.FloatField(_("seconds lost"))
    rto_s = models.FloatField(_("seconds until it answered"))
    versions = models.PositiveBigIntegerField(_("filed versions"))
    hashes_checked = models.PositiveBigIntegerField(_("fingerprints checked"))
    mismatches = models.PositiveBigIntegerField(_("fingerprints that differ"))
    record = models.JSONField(_("record"), default=dict)
    signature = models.CharField(_("signature"), max_length=64)
    is_demo = models.BooleanField(_("demonstration"), default=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("recovery drill")
        verbose_name_plural = _("recovery drills")
        ordering = ["-at"]

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M}"

    @property
    def passed(self) -> bool:
        """Whether the copy held all that it should, and answered."""
        return self.mismatches == 0 and not self.record.get("problems")
