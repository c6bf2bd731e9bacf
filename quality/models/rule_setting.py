"""How grave a rule is and which numbers it uses, as the reform office sets it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.models import RevisionMixin

from quality.choices import Severity


class RuleSetting(RevisionMixin, models.Model):
    """The setting of one rule (质检规则): each change is a revision, with who made it and when."""

    rule = models.CharField(_("rule"), max_length=3, unique=True, editable=False)
    is_on = models.BooleanField(_("in use"), default=True)
    severity = models.CharField(_("severity"), max_length=5, choices=Severity.choices)
    thresholds = models.JSONField(_("thresholds"), default=dict, blank=True)
    updated_at = models.DateTimeField(_("updated"), auto_now=True)

    class Meta:
        verbose_name = _("quality rule")
        verbose_name_plural = _("quality rules")
        ordering = ["rule"]

    def __str__(self):
        return f"{self.rule} {self.title}"

    @property
    def definition(self) -> Any:
        """The Rule in code that this is the setting of."""
        from quality.check import RULES

        return RULES[self.rule]

    @property
    def title(self) -> str | Promise:
        """What the rule looks for, in words."""
        return self.definition.title

    def clean(self) -> None:
        """Raise ValidationError for an unknown threshold or one that is no number."""
        known = self.definition.thresholds
        for name, value in self.thresholds.items():
            if name not in known:
                message = _("This rule has no threshold “%(name)s”.")
                raise ValidationError({"thresholds": message % {"name": name}})
            if isinstance(value, bool) or not isinstance(value, int) or not 0 < value < 10_000:
                message = _("“%(name)s” must be a whole number from 1 to 9999.")
                raise ValidationError({"thresholds": message % {"name": name}})
