"""Indicators as data, and reports: figures of the system beside what people write."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from operations.choices import IndicatorClass, ReportKind


class Indicator(models.Model):
    """An indicator (指标) of the performance report: weight, standard and rule of its score."""

    key = models.SlugField(_("key"), max_length=40, unique=True)
    category = models.CharField(_("class"), max_length=8, choices=IndicatorClass.choices)
    name = models.CharField(_("name"), max_length=60)
    weight = models.DecimalField(_("weight"), max_digits=5, decimal_places=1)
    standard = models.CharField(_("standard"), max_length=200)
    target = models.FloatField(_("target"), help_text=_("The number that the figure is held to."))
    rule = models.CharField(
        _("rule of the score"),
        max_length=10,
        choices=[
            ("at_least", _("full at the target or above, else in proportion")),
            ("at_most", _("full at the target or below, else in proportion")),
            ("below", _("full below the target, else in proportion")),
            ("judged", _("scored by a person")),
        ],
    )
    source = models.CharField(_("drawn from"), max_length=200, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        ordering = ["order", "pk"]

    def __str__(self):
        return self.name


class Report(models.Model):
    """A report (报告) of a year, quarter or month: its texts, self-evaluation and frozen figures.

    Figures are drawn anew until it is closed; then the kept ones stand.
    """

    kind = models.CharField(_("kind"), max_length=8, choices=ReportKind.choices)
    year = models.PositiveSmallIntegerField(_("year"))
    part = models.PositiveSmallIntegerField(
        _("quarter or month"), default=0, help_text=_("0 for a whole year.")
    )
    texts = models.JSONField(_("texts"), default=dict, blank=True)
    own_scores = models.JSONField(_("self-evaluation"), default=dict, blank=True)
    reasons = models.JSONField(_("reasons"), default=dict, blank=True)
    figures = models.JSONField(_("figures"), default=dict, blank=True, editable=False)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True, editable=False)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    is_demo = models.BooleanField(_("demonstration"), default=False, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("performance report")
        verbose_name_plural = _("performance reports")
        ordering = ["-year", "kind", "-part"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "year", "part", "is_demo"], name="one_report_a_period"
            )
        ]

    def __str__(self):
        return f"{self.year} {self.get_kind_display()}"
