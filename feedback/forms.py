"""The forms that readers send: a level, details of a rating, a correction."""

from django import forms
from django.utils.translation import gettext_lazy as _

from feedback.choices import Level, Mistake, Reason
from feedback.models import LONGEST

PHONE = r"^(?:1[3-9][0-9]{9}|0[0-9]{2,3}-?[0-9]{7,8})$"


class _Feedback(forms.Form):
    """Base: the section, and a field that only machines fill in."""

    section = forms.CharField(max_length=60, required=False)
    website = forms.CharField(max_length=200, required=False)
    phone = forms.RegexField(
        PHONE,
        required=False,
        max_length=20,
        label=_("Phone number, if you like"),
        error_messages={
            "invalid": _(
                "This is no phone number: 11 digits, or area code and number. Or leave it out."
            )
        },
    )

    def __init__(self, *args, sections=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.sections = frozenset(sections)

    def clean_section(self) -> str:
        """Return the section when the guide has it, else an empty text: the rest still counts."""
        section = self.cleaned_data["section"]
        return section if section in self.sections else ""

    @property
    def is_by_a_machine(self) -> bool:
        """Whether the field is filled in that no person sees."""
        return bool(self.cleaned_data.get("website"))


class LevelForm(forms.Form):
    """One press on a level."""

    level = forms.TypedChoiceField(choices=Level.choices, coerce=int)
    version = forms.IntegerField(min_value=1, max_value=1_000_000, required=False)


class DetailsForm(_Feedback):
    """Reasons and words after a press on a level."""

    reasons = forms.MultipleChoiceField(choices=Reason.choices, required=False)
    words = forms.CharField(
        max_length=LONGEST, required=False, label=_("One sentence more, if you like")
    )


class CorrectionForm(_Feedback):
    """A mistake in a guide."""

    sentence = forms.CharField(max_length=500, required=False, label=_("Which sentence"))
    kinds = forms.MultipleChoiceField(choices=Mistake.choices, required=False)
    text = forms.CharField(
        max_length=LONGEST,
        label=_("What is wrong here"),
        error_messages={
            "required": _("Please say what is wrong: a few words are enough."),
            "max_length": _("This is too long: please stay below 1,000 characters."),
        },
    )
    version = forms.IntegerField(min_value=1, max_value=1_000_000, required=False)
