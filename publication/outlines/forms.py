"""The forms of a draft: its cover, one section, and which section to add."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import ValidationError as PydanticError

from guides.choices import Requirement
from guides.document.annotations import is_part
from guides.document.errors import problems_of
from guides.models import OutlineDraft
from guides.outlines.conditions import boxes_of, decoded_rule, encoded_rule
from guides.outlines.loading import SectionFile
from guides.outlines.paths import fields_below, paths_of, section_choices
from publication.outlines.drafting import NAME_TAKEN, cover_of, is_name_taken, order_of, seen_of

LONGEST = 100
LONGEST_BASIS = 200
MOST_ROWS = 100
LONGEST_TEXT = 100_000


def _line(label, longest, required=True, **more):
    return forms.CharField(label=label, max_length=longest, required=required, **more)


def _prose(label, **more):
    widget = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, required=False, widget=widget, max_length=2000, **more)


class CoverForm(forms.Form):
    """What stands above the sections of a draft: name, basis, whether new pages are offered it."""

    label = _line(gettext_lazy("name"), LONGEST)
    label_en = _line(gettext_lazy("English name"), LONGEST, required=False)
    basis = _line(gettext_lazy("basis"), LONGEST_BASIS, required=False)
    is_active = forms.BooleanField(label=gettext_lazy("offered for new pages"), required=False)

    def __init__(self, data: Any = None, *, draft: OutlineDraft) -> None:
        super().__init__(data, initial=draft.content)
        self.draft, self.now = draft, seen_of(cover_of(draft))

    @property
    def seen(self) -> str:
        """The fingerprint of the cover that the person saw."""
        return str(self.data.get("seen") or self.now)

    def clean_label(self) -> str:
        """Return the name, which no other outline has: people choose by it."""
        label = self.cleaned_data["label"]
        if label != self.draft.content["label"] and is_name_taken(label, self.draft.key):
            raise forms.ValidationError(NAME_TAKEN)
        return label


class SectionForm(forms.Form):
    """One section of a draft: name, duty with its rule, what must be filled in, guidance, limits.

    Choices that the draft holds already stay offered, though no document has them.
    """

    label = _line(gettext_lazy("label"), LONGEST)
    label_en = _line(gettext_lazy("English label"), LONGEST, required=False)
    requirement = forms.ChoiceField(
        label=gettext_lazy("requirement"), choices=Requirement.choices, widget=forms.RadioSelect
    )
    condition = forms.MultipleChoiceField(
        label=gettext_lazy("The rule: mandatory when"),
        required=False,
        help_text=gettext_lazy(
            "Of one fact, any value that is ticked will do; of several facts, each must hold."
        ),
    )
    required_fields = forms.MultipleChoiceField(
        label=gettext_lazy("fields to be filled"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("In a table these are asked for in every row."),
    )
    guidance = _prose(gettext_lazy("what to write"))
    guidance_en = _prose(gettext_lazy("what to write (English)"))
    min_rows = forms.IntegerField(
        label=gettext_lazy("at least so many rows"),
        required=False,
        min_value=0,
        max_value=MOST_ROWS,
    )
    max_length = forms.IntegerField(
        label=gettext_lazy("longest text"),
        required=False,
        min_value=1,
        max_value=LONGEST_TEXT,
        help_text=gettext_lazy("In characters; empty for no limit."),
    )
    basis = _line(
        gettext_lazy("Legal requirement"),
        LONGEST_BASIS,
        required=False,
        help_text=gettext_lazy("The law or standard that asks for it, to the article."),
    )

    def __init__(self, data: Any = None, *, draft: OutlineDraft, section: dict[str, Any]) -> None:
        initial = section | {"condition": encoded_rule(section["condition"])}
        super().__init__(data, initial=initial)
        self.kind, self.section = draft.kind, section
        self.now = seen_of(draft.section(section["key"]))
        self.facts = boxes_of(draft.kind, section["condition"])
        self._choices("condition", [box for _fact, boxes in self.facts for box in boxes])
        below = fields_below(draft.kind, section["key"])
        known = {path for path, _words in below}
        others = [(one, one) for one in section["required_fields"] if one not in known]
        self._choices("required_fields", [*below, *others])
        self._leave_out_what_does_not_fit()

    def _choices(self, name, choices):
        field: Any = self.fields[name]
        field.choices = choices

    def _leave_out_what_does_not_fit(self):
        """Keep a limit of rows only where there are rows, of length only where there is text."""
        path, limits = paths_of(self.kind).get(self.section["key"]), self.section
        holds_rows = path and (
            path.is_rows or (is_part(path.bare) and "items" in path.bare.model_fields)
        )
        is_text = path and path.bare is str and not path.is_rows
        if not holds_rows and not limits["min_rows"]:
            del self.fields["min_rows"]
        if not is_text and not limits["max_length"]:
            del self.fields["max_length"]
        if not self.fields["required_fields"].choices:  # type: ignore[attr-defined]
            del self.fields["required_fields"]

    @property
    def seen(self) -> str:
        """The fingerprint of the section that the person saw."""
        return str(self.data.get("seen") or self.now)

    @property
    def rule(self) -> list[tuple[str, bool, list[tuple[str, str, bool]]]]:
        """What a rule can ask about: (in words, whether it does, [(box, in words, ticked)]); what
        it asks first.
        """
        ticked = set(self["condition"].value() or ())
        rows = [
            (
                fact.words,
                any(box in ticked for box, _label in boxes),
                [(box, label, box in ticked) for box, label in boxes],
            )
            for fact, boxes in self.facts
        ]
        return sorted(rows, key=lambda row: not row[1])

    def clean(self) -> dict[str, Any]:
        """Return the section as the outline's file says it; errors stand at their fields."""
        cleaned = super().clean() or {}
        conditional = cleaned.get("requirement") == Requirement.CONDITIONAL
        rule = decoded_rule(cleaned.get("condition", [])) if conditional else {}
        if conditional and not rule and "condition" not in self.errors:
            self.add_error("condition", _("Say when it is mandatory: tick at least one value."))
        section = self.section | cleaned | {"condition": rule}
        section["min_rows"] = section.get("min_rows") or 0
        if not self.errors:
            self.read = self._read(section)
        return cleaned

    def _read(self, section):
        try:
            return SectionFile.model_validate(section).model_dump(mode="json")
        except PydanticError as error:
            for problem in problems_of(error):
                name = problem.pointer.strip("/").partition("/")[0]
                self.add_error(name if name in self.fields else None, problem.message)
            return None


class NewSectionForm(forms.Form):
    """Which part or field of the Document becomes a section."""

    key = forms.ChoiceField(label=gettext_lazy("New section"))

    def __init__(self, data: Any = None, *, draft: OutlineDraft) -> None:
        super().__init__(data)
        self.kind, there = draft.kind, set(order_of(draft))
        field: Any = self.fields["key"]
        field.choices = [one for one in section_choices(draft.kind) if one[0] not in there]

    @property
    def section(self) -> dict[str, Any]:
        """The section with which it begins."""
        return new_section(self.kind, self.cleaned_data["key"])


def new_section(kind: str, key: str) -> dict[str, Any]:
    """Return the section with which one begins: named as the Document names it, optional.

    Raises LookupError for a key that no Document has.
    """
    label = dict(section_choices(kind))[key].rpartition(" · ")[2]
    section = {"key": key, "label": label[:LONGEST], "requirement": Requirement.OPTIONAL}
    return SectionFile.model_validate(section).model_dump(mode="json")


class ReturnForm(forms.Form):
    """Why a draft is returned."""

    reason = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": gettext_lazy("Say why you return it, so that it can be mended.")
        },
    )
