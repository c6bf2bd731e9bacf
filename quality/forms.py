"""The form of a rule: what the reform office sets, with a field for each of its numbers."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.access.chosen import ScopedModelForm

LABELS = {
    "characters": _("Longest sentence, in characters"),
    "months": _("Months after which a content has to be checked again"),
}
PREFIX = "threshold_"
THRESHOLD_FIELDS = [PREFIX + name for name in LABELS]


def _number(name: str) -> forms.IntegerField:
    return forms.IntegerField(label=LABELS[name], min_value=1, max_value=9_999)


class RuleSettingForm(ScopedModelForm):
    """Severity, whether the rule is in use, and the numbers (阈值) that this rule has."""

    threshold_characters = _number("characters")
    threshold_months = _number("months")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        defaults = self.instance.definition.thresholds
        for name in LABELS:
            if name in defaults:
                field = self.fields[PREFIX + name]
                field.initial = self.instance.thresholds.get(name, defaults[name])
                field.help_text = _("As shipped: %(number)s.") % {"number": defaults[name]}
            else:
                del self.fields[PREFIX + name]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        numbers = {name: cleaned.get(PREFIX + name) for name in self.instance.definition.thresholds}
        self.instance.thresholds = {name: one for name, one in numbers.items() if one is not None}
        return cleaned
