"""The forms in which a branch job is asked for."""

from typing import cast

from django import forms
from django.utils.translation import gettext_lazy as _

from core.models import Department
from guides.models import BranchJob


class TargetForm(forms.Form):
    """Which department receives the guides of a branch."""

    target = forms.ModelChoiceField(
        label=_("Receiving department"),
        queryset=Department.objects.none(),
        error_messages={
            "required": _("Choose the department that receives the guides."),
            "invalid_choice": _("This department cannot receive them: choose one of the list."),
        },
    )

    def __init__(self, *args, giving, **kwargs):
        super().__init__(*args, **kwargs)
        others = Department.objects.filter(is_active=True).exclude(pk=giving.pk)
        cast(forms.ModelChoiceField, self.fields["target"]).queryset = others


class BranchJobForm(forms.Form):
    """Why a job is asked for, and that its effect was read."""

    reason = forms.CharField(
        label=_("Why"),
        max_length=BranchJob._meta.get_field("reason").max_length,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It is kept with the job and in the history of every page."),
        error_messages={"required": _("Say why: nobody does this without a reason.")},
    )
    confirmed = forms.BooleanField(
        label=_("I have read what will be done"),
        error_messages={"required": _("Confirm that you have read what will be done.")},
    )
