"""Forms of the publication room."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from publication import states
from publication.choices import EventType
from publication.transitions import is_allowed

ACTIONS = {
    "suspend": EventType.SUSPENDED,
    "resume": EventType.RESUMED,
    "abolish": EventType.ABOLISHED,
}
LABELS = {"suspend": _("Suspend"), "resume": _("Resume"), "abolish": _("Abolish")}


class StateForm(forms.Form):
    """What a filing officer does to a published guide."""

    action = forms.ChoiceField(label=_("What to do"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        max_length=2000,
        help_text=_("Citizens read it; needed to suspend and to abolish."),
    )
    until = forms.DateField(
        label=_("Suspended until"), required=False, widget=AdminDateInput, help_text=_("If known.")
    )
    successor = forms.CharField(
        label=_("Successor (code)"),
        required=False,
        max_length=120,
        help_text=_("The guide that takes the place of an abolished one."),
    )

    def __init__(self, *args, state, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["action"].choices = [
            (name, LABELS[name])
            for name, event in ACTIONS.items()
            if is_allowed(state.state, event)
        ]

    def clean_until(self):
        until = self.cleaned_data["until"]
        if until and until < timezone.localdate():
            raise forms.ValidationError(_("This date lies in the past."))
        return until

    def carry_out(self, code, user):
        """Do it; django's ValidationError when the state does not allow it (any more)."""
        data = self.cleaned_data
        match data["action"]:
            case "suspend":
                states.suspend(code, user, data["reason"], data["until"])
            case "resume":
                states.resume(code, user)
            case "abolish":
                states.abolish(code, user, data["reason"], data["successor"].strip())
