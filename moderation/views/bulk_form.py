"""The form below the work queue: what to do with the pieces that are ticked."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from moderation.handing_on import colleagues_of

RETURN, HAND_ON = "return", "hand_on"
ACTIONS = [
    (RETURN, gettext_lazy("Return for correction")),
    (HAND_ON, gettext_lazy("Hand on")),
]


class BulkForm(forms.Form):
    """What to do with the chosen pieces: return them with an opinion, or hand them on."""

    action = forms.ChoiceField(label=gettext_lazy("With the chosen ones"), choices=ACTIONS)
    opinion = forms.CharField(
        label=gettext_lazy("Opinion or reason"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    to = forms.ModelChoiceField(
        label=gettext_lazy("Hand on to"), queryset=None, required=False, empty_label="—"
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        people = colleagues_of(user)
        known = people.model.objects.filter(pk__in=[person.pk for person in people])
        cast("forms.ModelChoiceField", self.fields["to"]).queryset = known

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("action") == RETURN and not cleaned.get("opinion"):
            self.add_error("opinion", _("A return needs its reason."))
        if cleaned.get("action") == HAND_ON and not cleaned.get("to"):
            self.add_error("to", _("Choose a colleague to hand it on to."))
        return cleaned
