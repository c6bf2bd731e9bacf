"""The forms of review: what a compiler says when submitting, and a reviewer when deciding."""

import re
from collections.abc import Collection, Iterable
from typing import Any, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.day_input import DayInput
from moderation.choices import PowerChange, ReviewStage, Verdict
from moderation.comparing.sections import section_of_place
from moderation.kinds import offered
from moderation.secrecy import Secrecy, objection_to

FINE, RETURN = "fine", "return"
AT = "at-"
"""Begins the names of fields for reasons at single places: `at-materials.items.2.form`."""
PLACE = re.compile(r"[a-z_]+(?:\.(?:[a-z_]+|[0-9]{1,4})){0,12}")
LONGEST = 2_000
LONGEST_KEY = 40
SECTION_CHOICES = [(FINE, _("This section is fine")), (RETURN, _("Return this section"))]


class SecrecyForm(forms.Form):
    """The check for secrets (保密审查) that goes with an approval of compliance."""

    secrecy_by = forms.CharField(
        label=_("Checked for secrets by"),
        required=False,
        max_length=100,
        help_text=_("The check for secrets before publication: who looked, and on which day."),
    )
    secrecy_on = forms.DateField(label=_("Checked on"), required=False, widget=DayInput())

    def secrecy(self) -> Secrecy | None:
        """Return (name, day) of the check for secrets, None where none is said."""
        cleaned = self.cleaned_data
        if not cleaned.get("secrecy_by"):
            return None
        return cleaned["secrecy_by"].strip(), cleaned.get("secrecy_on")


class MarkedKeys(forms.MultipleChoiceField):
    """Keys of marked boxes; `decide` knows which count, so that a stale screen is told as such."""

    def valid_value(self, value: Any) -> bool:
        return len(value) <= LONGEST_KEY


class DecisionForm(SecrecyForm):
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
        widget=DayInput(),
        help_text=_("Empty: as proposed. Filing may postpone it."),
    )

    checked = MarkedKeys(required=False)
    points_seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, data=None, *, sections, seen=(), stage, sha256, checked_by=""):
        initial = {"stage": stage, "sha256": sha256, "secrecy_by": checked_by}
        super().__init__(data, initial=initial | {"secrecy_on": timezone.localdate()})
        self.sections = []
        self.add_sections(sections, seen)
        if stage != ReviewStage.FILING:
            del self.fields["effective_on"]
        if stage != ReviewStage.COMPLIANCE:
            del self.fields["secrecy_by"], self.fields["secrecy_on"]
        for name in self.data:
            place = name.removeprefix(AT)
            if place != name and PLACE.fullmatch(place):
                self._add_place(name, place)

    def _add_place(self, name, place):
        """Take a reason for one place of a section that is on the screen."""
        if section_of_place(place) in self.sections:
            self.fields[name] = forms.CharField(
                label=_("What is wrong"), required=False, max_length=LONGEST
            )

    def add_sections(self, keys: Iterable[str], seen: Collection[str] = ()) -> None:
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

    def section_reasons(self) -> dict[str, str]:
        """Return {place: reason} of the sections marked for return, and of places inside them."""
        cleaned = self.cleaned_data
        return {
            key: cleaned.get(f"reason-{key}", "")
            for key in self.sections
            if cleaned.get(f"choice-{key}") == RETURN
        } | self.place_reasons()

    def place_reasons(self) -> dict[str, str]:
        """Return {place: reason} of what was said at single places of the sections shown."""
        return {
            name.removeprefix(AT): text
            for name, text in self.cleaned_data.items()
            if name.startswith(AT) and text
        }

    def marked(self) -> frozenset[str]:
        """Return the keys of the sections marked as fine."""
        cleaned = self.cleaned_data
        return frozenset(key for key in self.sections if cleaned.get(f"choice-{key}") == FINE)

    def decision(self) -> dict[str, Any]:
        """Return the arguments of `decide` beside Submission and user."""
        cleaned = self.cleaned_data
        return {
            "verdict": cleaned["verdict"],
            "stage": cleaned["stage"],
            "sha256": cleaned["sha256"],
            "opinion": cleaned["opinion"],
            "section_reasons": self.section_reasons(),
            "marked": self.marked(),
            "effective_on": cleaned.get("effective_on"),
            "secrecy": self.secrecy(),
            "checked": cleaned["checked"],
            "points_seen": cleaned["points_seen"] or None,
        }

    def clean(self) -> dict[str, Any]:
        """Refuse the approval of compliance without a check for secrets, or with one to come."""
        cleaned = super().clean() or {}
        if "secrecy_by" not in self.fields or cleaned.get("verdict") != Verdict.APPROVED:
            return cleaned
        if wrong := objection_to(cleaned.get("secrecy_by"), cleaned.get("secrecy_on")):
            self.add_error(*wrong)
        return cleaned


class SubmitForm(forms.Form):
    """What a compiler says when submitting: a reason for each changed section, and a date."""

    guide_sha256 = forms.CharField(max_length=64, widget=forms.HiddenInput)
    manual_sha256 = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)
    effective_on = forms.DateField(
        label=_("In force from"),
        required=False,
        widget=DayInput(),
        help_text=_("Empty: from the day of filing on."),
    )

    change_kind = forms.ChoiceField(label=_("Kind of change"), required=False)
    kind_reason = forms.CharField(
        label=_("Why this is a correction, or urgent"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    power = forms.ChoiceField(
        label=_("New, cancelled or delegated power"),
        required=False,
        choices=[("", _("No")), *PowerChange.choices],
        help_text=_("The government decides these: number and file are needed before filing."),
    )
    power_number = forms.CharField(
        label=_("Number of the decision"), required=False, max_length=100
    )
    power_file = forms.FileField(label=_("File of the decision"), required=False)

    def __init__(self, data=None, files=None, *, sections, initial, is_first=False):
        super().__init__(data, files, initial=initial)
        kinds = [(kind.value, kind.label) for kind in offered(is_first)]
        choice = cast(forms.ChoiceField, self.fields["change_kind"])
        choice.choices = [("", _("As it is")), *kinds]
        self.sections = list(sections)
        for key in self.sections:
            self.fields[f"reason-{key}"] = forms.CharField(
                label=_("Reason for the change"),
                required=False,
                initial=initial.get("reasons", {}).get(key, ""),
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    def reasons(self) -> dict[str, str]:
        """Return {section key: reason}."""
        return {key: self.cleaned_data.get(f"reason-{key}", "") for key in self.sections}

    def seen(self) -> tuple[str, str]:
        """Return the hashes of the texts that were on the screen."""
        return self.cleaned_data["guide_sha256"], self.cleaned_data["manual_sha256"]
