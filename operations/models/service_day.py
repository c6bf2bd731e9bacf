"""How the parts of the site answer: the latest look, and a row a day for the 90 days shown."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from operations.choices import Component


class ServiceDay(models.Model):
    """The looks at one part of the site on one day (可用时间), and how many found it usable."""

    day = models.DateField(_("day"))
    component = models.CharField(_("part"), max_length=10, choices=Component.choices)
    looks = models.PositiveIntegerField(_("looks"), default=0)
    good = models.PositiveIntegerField(_("usable"), default=0)
    is_demo = models.BooleanField(_("demonstration"), default=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("day of a part")
        verbose_name_plural = _("days of parts")
        constraints = [
            models.UniqueConstraint(
                fields=["day", "component", "is_demo"], name="one_row_a_day_and_part"
            )
        ]

    def __str__(self):
        return f"{self.day} {self.component}"


class LatestLook(models.Model):
    """The latest look (最近一次监测) at all parts: how each was, in one row."""

    ONLY = 1

    at = models.DateTimeField(_("moment"))
    parts = models.JSONField(default=dict, help_text="{part: {state, facts}}")

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("latest look")
        verbose_name_plural = _("latest looks")

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M}"
