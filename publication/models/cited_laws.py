"""Which laws the guides in force cite, and what their departments have to do when one changes."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from guides.choices import BasisStatus
from publication.choices import LawTaskOutcome
from publication.models.quality import QualityResult


class CitedLaw(models.Model):
    """A law that a guide in force cites (引用的依据), by its key in the register of laws."""

    result = models.ForeignKey(QualityResult, on_delete=models.CASCADE, related_name="cited_laws")
    key = models.CharField(max_length=200)
    articles = models.CharField(_("articles cited"), max_length=200, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["result", "key"], name="one_cited_law_a_result")
        ]
        indexes = [models.Index(fields=["key", "id"])]

    def __str__(self):
        return self.key


class LawChange(models.Model):
    """A change of a law's validity (依据变动); tasks are written for the guides that cite it.

    `spread_to` is the key of the last CitedLaw that has its task.
    """

    key = models.CharField(max_length=200)
    title = models.CharField(_("law or document"), max_length=200)
    before = models.CharField(_("before"), max_length=10, choices=BasisStatus.choices)
    after = models.CharField(_("now"), max_length=10, choices=BasisStatus.choices)
    note = models.CharField(_("change of the law"), max_length=300, blank=True)
    at = models.DateTimeField(_("moment"), auto_now_add=True)
    spread_to = models.PositiveBigIntegerField(default=0)
    finished_at = models.DateTimeField(null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("change of a law")
        verbose_name_plural = _("changes of laws")
        ordering = ["-pk"]

    def __str__(self):
        return f"{self.title} {self.get_after_display()}"


class LawTask(models.Model):
    """A guide that a department has to check since a law that it cites has changed (依据核对)."""

    change = models.ForeignKey(LawChange, on_delete=models.CASCADE, related_name="tasks")
    code = models.CharField(_("code"), max_length=120)
    title = models.CharField(_("title"), max_length=255)
    articles = models.CharField(_("articles cited"), max_length=200, blank=True)
    department_slug = models.CharField(_("department"), max_length=40)
    created_at = models.DateTimeField(_("since"), auto_now_add=True)
    outcome = models.CharField(
        _("outcome"), max_length=10, choices=LawTaskOutcome.choices, blank=True
    )
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("settled by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("guide to be checked")
        verbose_name_plural = _("guides to be checked")
        constraints = [
            models.UniqueConstraint(fields=["change", "code"], name="one_law_task_a_guide")
        ]
        indexes = [
            models.Index(fields=["department_slug", "settled_at", "id"]),
            models.Index(fields=["code", "settled_at"]),
        ]

    def __str__(self):
        return f"{self.title} · {self.change}"
