"""The forms of review: what a compiler says when submitting, and a reviewer when deciding."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from moderation.choices import ReviewStage, Verdict

FINE, RETURN = "fine", "return"
SECTION_CHOICES = [(FINE, _("This section is fine")), (RETURN, _("Return this section"))]


class DecisionForm(forms.Form):
    """What a reviewer decides: for each changed section, and for the whole.

    `sections` are the keys of the sections on the screen; `seen` those that were fine last time.
    """

    stage = forms.ChoiceField(choices=ReviewStage.choices, widget=forms.HiddenInput)
    sha256 = forms.CharField(max_length=64, widget=forms.HiddenInput)
    verdict = forms.ChoiceField(choices=Verdict.choices)
    opinion = forms.CharField(
        label=_("Opinion"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    effective_on = forms.DateField(
        label=_("In force from"),
        required=False,
        widget=AdminDateInput,
        help_text=_("Empty: as proposed. Filing may postpone it."),
    )

    def __init__(self, data=None, *, sections, seen=(), stage, sha256):
        super().__init__(data, initial={"stage": stage, "sha256": sha256})
        self.sections = []
        self.add_sections(sections, seen)
        if stage != ReviewStage.FILING:
            del self.fields["effective_on"]

    def add_sections(self, keys, seen=()):
        """Add the fields of these sections that the form does not have yet."""
        for key in keys:
            if key in self.sections:
                continue
            self.sections.append(key)
            self.fields[f"choice-{key}"] = forms.ChoiceField(
                choices=SECTION_CHOICES,
                required=False,
                initial=FINE if key in seen else None,
                widget=forms.RadioSelect,
            )
            self.fields[f"reason-{key}"] = forms.CharField(
                label=_("What is wrong"), required=False, widget=forms.Textarea(attrs={"rows": 2})
            )

    def section_reasons(self):
        """Return {section key: reason} of the sections marked for return."""
        cleaned = self.cleaned_data
        return {
            key: cleaned.get(f"reason-{key}", "")
            for key in self.sections
            if cleaned.get(f"choice-{key}") == RETURN
        }

    def decision(self):
        """Return the arguments of `decide` beside Submission and user."""
        cleaned = self.cleaned_data
        return {
            "verdict": cleaned["verdict"],
            "stage": cleaned["stage"],
            "sha256": cleaned["sha256"],
            "opinion": cleaned["opinion"],
            "section_reasons": self.section_reasons(),
            "effective_on": cleaned.get("effective_on"),
        }


class SubmitForm(forms.Form):
    """What a compiler says when submitting: a reason for each changed section, and a date."""

    guide_sha256 = forms.CharField(max_length=64, widget=forms.HiddenInput)
    manual_sha256 = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)
    effective_on = forms.DateField(
        label=_("In force from"),
        required=False,
        widget=AdminDateInput,
        help_text=_("Empty: from the day of filing on."),
    )

    def __init__(self, data=None, *, sections, initial):
        super().__init__(data, initial=initial)
        self.sections = list(sections)
        for key in self.sections:
            self.fields[f"reason-{key}"] = forms.CharField(
                label=_("Reason for the change"),
                required=False,
                initial=initial.get("reasons", {}).get(key, ""),
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    def reasons(self):
        """Return {section key: reason}."""
        return {key: self.cleaned_data.get(f"reason-{key}", "") for key in self.sections}

    def seen(self):
        """Return the hashes of the texts that were on the screen."""
        return self.cleaned_data["guide_sha256"], self.cleaned_data["manual_sha256"]
