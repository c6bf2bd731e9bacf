"""Checklists of review as the reform office sets them, for all outlines or for one version."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from moderation.choices import ReviewStage
from quality.rule import RULES


class Checklist(ClusterableModel):
    """A checklist (审查要点) of a stage; each save is a new version, a Decision keeps its words."""

    STAGES = [(stage.value, stage.label) for stage in (ReviewStage.FORMAL, ReviewStage.COMPLIANCE)]

    stage = models.CharField(_("stage"), max_length=12, choices=STAGES)
    outline = models.ForeignKey(
        "guides.Outline",
        verbose_name=_("outline"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Empty: for every outline that has no checklist of its own."),
    )
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    is_active = models.BooleanField(_("in use"), default=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("checklist")
        verbose_name_plural = _("checklists")
        ordering = ["stage", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["stage", "outline"], name="one_checklist_a_stage_and_outline"
            ),
            models.UniqueConstraint(
                fields=["stage"],
                condition=models.Q(outline=None),
                name="one_checklist_a_stage_for_all",
            ),
        ]

    def __str__(self):
        return f"{self.get_stage_display()} · {self.outline or _('all outlines')}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            self.version += 1
        super().save(*args, **kwargs)


class ChecklistPoint(Orderable):
    """One point of a checklist; where quality rules look for the same, the machine checks first."""

    checklist = ParentalKey(Checklist, on_delete=models.CASCADE, related_name="points")
    key = models.SlugField(_("key"), max_length=40)
    label = models.CharField(_("point"), max_length=100)
    rules = models.CharField(
        _("quality rules"),
        max_length=60,
        blank=True,
        help_text=_("Numbers of rules such as L19 L25; empty: a person checks."),
    )

    class Meta(Orderable.Meta):
        verbose_name = _("point")
        verbose_name_plural = _("points")
        constraints = [models.UniqueConstraint(fields=["checklist", "key"], name="one_point_a_key")]

    def __str__(self):
        return self.label

    def clean(self) -> None:
        names = [name for name in re.split(r"[\s,，、;；]+", self.rules) if name]
        if unknown := [name for name in names if name not in RULES]:
            text = _("There is no rule of this number: %(names)s.")
            raise ValidationError({"rules": text % {"names": "、".join(unknown)}})
        self.rules = " ".join(names)
