"""The form of a succession: which guides end, and which take their place."""

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.registries import guides_found
from core.requests.values import one_line
from publication.choices import SuccessionKind
from publication.forms import label_of_guide
from publication.life.successors import openly_filed
from publication.models import PublicState

MOST = 50
COUNTS = {
    SuccessionKind.MERGER: (lambda old, new: old > 1 and new == 1),
    SuccessionKind.DIVISION: (lambda old, new: old == 1 and new > 1),
    SuccessionKind.TRANSFER: (lambda old, new: old == 1 and new == 1),
}
"""How many guides end and how many take their place, by kind."""
WANTED = {
    SuccessionKind.MERGER: gettext_lazy("A merger has several guides that end and one in place."),
    SuccessionKind.DIVISION: gettext_lazy("A division has one guide that ends, several in place."),
    SuccessionKind.TRANSFER: gettext_lazy("A transfer has one guide that ends and one in place."),
}


class SuccessionForm(forms.Form):
    """Which guides end (合并、分设、移交) and which take their place; looked for by words."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of succession"), choices=SuccessionKind.choices
    )
    old_words = forms.CharField(
        label=gettext_lazy("Look for the guides that end"), required=False, max_length=200
    )
    old = forms.MultipleChoiceField(
        label=gettext_lazy("Guides that end"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    new_words = forms.CharField(
        label=gettext_lazy("Look for the guides that take their place"),
        required=False,
        max_length=200,
    )
    new = forms.MultipleChoiceField(
        label=gettext_lazy("Guides that take their place"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Citizens read it in place of the guides that end."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("old", "new"):
            field = cast(forms.MultipleChoiceField, self.fields[name])
            field.choices = self._offered(name)

    def _offered(self, name):
        """Return those that were found by words, and those that were chosen before, as choices."""
        # As they were sent, since what is offered stands before the form is checked.
        words = one_line(self[f"{name}_words"].value() or "")
        chosen = [one_line(code) for code in self[name].value() or []]
        found = guides_found(words) if words else []
        codes = list(dict.fromkeys([*chosen[:MOST], *found]))
        states = PublicState.objects.filter(openly_filed(), code__in=codes)
        named = {one.code: label_of_guide(one) for one in states}
        return [(code, named[code]) for code in codes if code in named]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        old, new = cleaned.get("old", []), cleaned.get("new", [])
        kind = cleaned.get("kind")
        if kind and not COUNTS[SuccessionKind(kind)](len(old), len(new)):
            raise ValidationError(WANTED[SuccessionKind(kind)])
        if set(old) & set(new):
            raise ValidationError(_("A guide cannot take its own place."))
        return cleaned
