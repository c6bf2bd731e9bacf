"""The forms of campaigns: name, scope, days and milestones; and checking a task off."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.day_input import DayInput
from core.editing.seen_form import SeenForm
from publication.models import Campaign, CampaignMilestone

MILESTONES = 6


class CampaignForm(SeenForm, forms.ModelForm):
    """What a campaign wants of whom, up to when."""

    tables = ("milestones",)

    class Meta:
        model = Campaign
        fields = ["name", "goal", "note", "starts_on", "due_on", "departments", "themes"]
        widgets = {
            "starts_on": DayInput(),
            "due_on": DayInput(),
            "note": forms.Textarea(attrs={"rows": 3}),
            "departments": forms.CheckboxSelectMultiple,
            "themes": forms.CheckboxSelectMultiple,
        }
        help_texts = {
            "departments": gettext_lazy("None chosen: all departments."),
            "themes": gettext_lazy("None chosen: all themes."),
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        starts, due = cleaned.get("starts_on"), cleaned.get("due_on")
        if starts and due and due < starts:
            self.add_error("due_on", _("The campaign would end before it begins."))
        return cleaned


class MilestoneForm(forms.ModelForm):
    """One milestone; left empty, there is none."""

    percent = forms.IntegerField(
        label=gettext_lazy("share in percent"), min_value=1, max_value=100, required=False
    )

    class Meta:
        model = CampaignMilestone
        fields = ["name", "percent", "due_on"]
        widgets = {"due_on": DayInput()}

    def clean_percent(self) -> int:
        if self.cleaned_data["percent"] is None:
            raise ValidationError(_("Say which share is to be done by then."))
        return self.cleaned_data["percent"]


MilestoneFormSet = forms.inlineformset_factory(
    Campaign, CampaignMilestone, form=MilestoneForm, extra=3, max_num=MILESTONES, can_delete=True
)


class CheckOffForm(forms.Form):
    """Why a change of the catalogue asks for nothing."""

    reason = forms.CharField(
        label=gettext_lazy("Why nothing has to be changed"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
