"""The forms with which guides and manuals are started: the item, and the outline to write by."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from guides.choices import DocumentKind
from guides.models import Outline


class OutlineChoiceField(forms.ModelChoiceField):
    """A choice among the outlines offered for new pages of one kind."""

    def __init__(self, kind, **kwargs):
        super().__init__(queryset=None, empty_label=None, label=_("Outline"), **kwargs)
        self.kind = kind


class _NewPageForm(forms.Form):
    """Base: the outlines are read when the form is shown."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = cast(OutlineChoiceField, self.fields["outline"])
        field.queryset = Outline.objects.filter(kind=field.kind, is_active=True)


class NewGuideForm(_NewPageForm):
    """Which situation a new guide is for, and by which outline it is written."""

    situation = forms.ModelChoiceField(
        queryset=None, widget=forms.RadioSelect, label=_("Handling item"), empty_label=None
    )
    outline = OutlineChoiceField(DocumentKind.GUIDE)
    pattern = forms.ChoiceField(
        label=_("Start from"),
        required=False,
        help_text=_(
            "What another department has filed for the same item: its public text, yours to change."
        ),
    )

    def __init__(self, *args, situations, shown, patterns=None, **kwargs):
        super().__init__(*args, **kwargs)
        patterns = (patterns or {}).values()
        self.patterns = {one.code: one for fitting in patterns for one in fitting}
        choices = [(code, str(one)) for code, one in self.patterns.items()]
        cast(forms.ChoiceField, self.fields["pattern"]).choices = [
            ("", _("an empty guide")),
            *choices,
        ]
        field = cast(forms.ModelChoiceField, self.fields["situation"])
        field.queryset = situations
        field.widget.choices = [(one.pk, str(one)) for one in shown]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        pattern = self.patterns.get(cleaned.get("pattern"))
        situation = cleaned.get("situation")
        if pattern and situation and not pattern.fits(situation):
            message = _("“%(pattern)s” is a guide of another item. Choose one of the same item.")
            self.add_error("pattern", message % {"pattern": pattern})
        cleaned["pattern"] = pattern
        return cleaned


class NewManualForm(_NewPageForm):
    """By which outline a new manual is written."""

    outline = OutlineChoiceField(DocumentKind.MANUAL)
