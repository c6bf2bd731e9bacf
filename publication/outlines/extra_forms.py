"""The form of one extra field (补充字段) of a draft, with its choices or columns row by row."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import ValidationError as PydanticError

from guides.choices import ExtraKind
from guides.document.errors import MESSAGES, problems_of
from guides.models import OutlineDraft
from guides.outlines.extra_fields import ExtraFieldRule
from publication.outlines.drafting import seen_of

LONGEST = 100
SPARE_ROWS = 3
"""Empty rows for more choices or columns."""
ROW_STEP = re.compile(r"(up|down|drop)-([0-9]{1,3})|more")
CODE_OF = {ExtraKind.CHOICE: "value", ExtraKind.TABLE: "key"}
LIST_OF = {ExtraKind.CHOICE: "choices", ExtraKind.TABLE: "columns"}
WHO = [("", gettext_lazy("Public")), ("on", gettext_lazy("Internal"))]


@dataclass
class ExtraRow:
    """A choice or a column as it is written: its code, its two labels, what is wrong with them."""

    code: str = ""
    label: str = ""
    label_en: str = ""
    errors: list[tuple[str, str]] = field(default_factory=list)
    """(name of the input, sentence)."""
    held_by: str = ""
    """The button that was pressed, where work goes on at this row."""

    @property
    def is_blank(self) -> bool:
        """Whether nothing is written in it."""
        return not (self.code or self.label or self.label_en)


def rows_of_field(declared: dict[str, Any]) -> list[ExtraRow]:
    """Return the choices or columns of an extra field, then empty rows."""
    rows = [
        ExtraRow(one.get("value") or one.get("key", ""), one["label"], one.get("label_en", ""))
        for one in [*declared.get("choices", ()), *declared.get("columns", ())]
    ]
    return [*rows, *(ExtraRow() for _number in range(SPARE_ROWS))]


def sent_rows(data: Any) -> list[ExtraRow]:
    """Return the rows as they were sent, empty ones too."""
    columns = [data.getlist(f"row_{name}") for name in ("code", "label", "label_en")]
    return [ExtraRow(*(text.strip() for text in one)) for one in zip(*columns, strict=False)]


def stepped(rows: Sequence[ExtraRow], step: str) -> list[ExtraRow]:
    """Return rows after a press of one of their buttons: `up-2`, `down-2`, `drop-2`, `more`."""
    left, pressed = list(rows), ROW_STEP.fullmatch(step)
    if step == "more":
        return [*left, ExtraRow(held_by=step), *(ExtraRow() for _number in range(SPARE_ROWS - 1))]
    if pressed is None or (place := int(pressed.group(2))) >= len(left):
        return left
    verb, row = pressed.group(1), left.pop(place)
    if verb == "drop":
        for other in left[place : place + 1]:
            other.held_by = verb
        return left
    row.held_by = verb
    left.insert(max(place + (-1 if verb == "up" else 1), 0), row)
    return left


class ExtraFieldForm(forms.Form):
    """One extra field of a draft: its labels, kind, place, readers, duty, guidance, rows.

    A key is written once: the values of guides are kept under it. A press of a row's button, sent
    as `rows`, rearranges the rows and holds nothing against the rest.
    """

    label = forms.CharField(label=gettext_lazy("label"), max_length=LONGEST)
    label_en = forms.CharField(
        label=gettext_lazy("English label"), max_length=LONGEST, required=False
    )
    key = forms.CharField(
        label=gettext_lazy("key"),
        max_length=40,
        required=False,
        help_text=gettext_lazy(
            "Its name in the interface and in workbooks: small Latin letters, digits and “_”. "
            "Empty: one is made. It cannot be changed later."
        ),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("What it holds"),
        choices=ExtraKind.choices,
        widget=forms.RadioSelect,
        initial=ExtraKind.TEXT,
    )
    section = forms.ChoiceField(label=gettext_lazy("Stands after"))
    internal = forms.ChoiceField(
        label=gettext_lazy("Who reads it"),
        choices=WHO,
        required=False,
        widget=forms.RadioSelect,
        help_text=gettext_lazy(
            "Internal fields stand in the manual only. What was written for officials only never "
            "becomes public: it stays as a field of an earlier outline."
        ),
    )
    required = forms.BooleanField(label=gettext_lazy("must be filled in"), required=False)
    guidance = forms.CharField(
        label=gettext_lazy("what to write"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(
        self, data: Any = None, *, draft: OutlineDraft, declared: dict[str, Any] | None = None
    ) -> None:
        self.declared, self.sent = declared or {}, data or {}
        self.step = self.sent.get("rows", "")
        super().__init__(None if self.step else data, initial=self._shown_at_first())
        self.now = seen_of(draft.extra_field(self.declared.get("key", "")))
        self.taken = {one["key"] for one in draft.extra_fields}
        self.labels = {
            one["label"] for one in draft.extra_fields if one["key"] != self.declared.get("key")
        }
        field: Any = self.fields["section"]
        field.choices = [("", _("Please choose"))] + [
            (one["key"], f"“{one['label']}”") for one in draft.sections
        ]
        if declared:
            del self.fields["key"]
        rows = sent_rows(data) if self.sent else rows_of_field(self.declared)
        self.rows, self.rows_error = stepped(rows, self.step), ""

    def _shown_at_first(self):
        """Return what a form shows that is not held against anything: what is, or was, typed."""
        if self.step:
            return {name: self.sent.get(name, "") for name in self.base_fields}
        declared = {**self.declared, "internal": "on" if self.declared.get("internal") else ""}
        return declared if self.declared else None

    @property
    def seen(self) -> str:
        """The fingerprint of the field that the person saw."""
        return str((self.data if self.is_bound else self.sent).get("seen") or self.now)

    def clean_label(self) -> str:
        """Return the label, which no other field has: a workbook knows fields by it."""
        label = self.cleaned_data["label"]
        if label in self.labels:
            raise forms.ValidationError(
                _("Another extra field has the name “%(label)s” already.") % {"label": label}
            )
        return label

    def clean_key(self) -> str:
        """Return the key, or a free one when none is written."""
        key = self.cleaned_data["key"] or free_key("field_", self.taken)
        if key in self.taken:
            raise forms.ValidationError(MESSAGES["extra_key_repeated"] % {"key": key})
        return key

    def clean(self) -> dict[str, Any]:
        """Read the field as the outline's file says it into `read`; errors stand at their place."""
        cleaned = super().clean() or {}
        kind = cleaned.get("kind")
        written = [row for row in self.rows if not row.is_blank]
        if kind in LIST_OF:
            self._check_rows(kind, written)
        if not self.errors:
            self.read = self._read(kind, cleaned, written)
        return cleaned

    def _check_rows(self, kind, rows):
        """Find a code for each row that has none; what has no label is refused at its place."""
        if not rows:
            return self._refuse_rows(
                _("Write at least one choice.")
                if kind == ExtraKind.CHOICE
                else _("Write at least one column.")
            )
        taken = {row.code for row in rows}
        for row in rows:
            if not row.code and row.label:
                row.code = free_key("c_", taken)
                taken.add(row.code)
        times, labels = Counter(row.code for row in rows), Counter(row.label for row in rows)
        for row in rows:
            if row.code and times[row.code] > 1:
                row.errors.append(("code", _("Another row has the same code.")))
            if row.label and labels[row.label] > 1:
                row.errors.append(("label", _("Another row has the same label.")))
            if len(row.label_en) > LONGEST:
                sentence = MESSAGES["string_too_long"] % {"max_length": LONGEST}
                row.errors.append(("label_en", sentence))
        if any(row.errors for row in rows):
            self._refuse_rows(_("Some rows cannot be kept. What is wrong stands at each of them."))
        return None

    def _refuse_rows(self, message):
        self.rows_error = message
        self.add_error(None, message)

    def _read(self, kind, cleaned, rows):
        names = ("label", "label_en", "section", "required", "guidance")
        content = {name: cleaned[name] for name in names} | {
            "key": self.declared.get("key") or cleaned["key"],
            "kind": kind,
            "internal": cleaned["internal"] == "on",
        }
        if kind in LIST_OF:
            code = CODE_OF[kind]
            content[LIST_OF[kind]] = [
                {code: row.code, "label": row.label, "label_en": row.label_en} for row in rows
            ]
        try:
            return ExtraFieldRule.model_validate(content).model_dump(mode="json")
        except PydanticError as error:
            for problem in problems_of(error):
                self._place(problem, rows)
            return None

    def _place(self, problem, rows):
        name, *below = problem.pointer.strip("/").split("/")
        if name in LIST_OF.values() and len(below) == 2:
            column = "code" if below[1] in CODE_OF.values() else below[1]
            rows[int(below[0])].errors.append((column, problem.message))
            self._refuse_rows(_("Some rows cannot be kept. What is wrong stands at each of them."))
            return
        self.add_error(name if name in self.fields else None, problem.message)

    def summary(self) -> Iterator[tuple[str, str, str]]:
        """Yield (id of the input, its label, sentence) of everything that is wrong."""
        for name, errors in self.errors.items():
            for message in errors:
                if name in self.fields:
                    yield str(self[name].auto_id), str(self[name].label), str(message)
                else:
                    yield "rows", "", str(message)


def free_key(stem: str, taken: Collection[str]) -> str:
    """Return the first of `stem1`, `stem2`, … that is not taken."""
    return next(key for number in count(1) if (key := f"{stem}{number}") not in taken)


def in_words(fields: Iterable[dict[str, Any]], labels: dict[str, str]) -> list[dict[str, Any]]:
    """Return extra fields for a table: each with its place, its kind and its section in words."""
    return [
        {
            "place": place,
            "field": one,
            "kind": ExtraKind(one["kind"]).label,
            "section": labels.get(one["section"], ""),
            "rows": [row["label"] for row in [*one["choices"], *one["columns"]]],
        }
        for place, one in enumerate(fields, start=1)
    ]
