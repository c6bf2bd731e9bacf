"""The inputs of extra fields (补充字段): one for each field of the page's outline, by its kind."""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from pydantic import TypeAdapter
from pydantic import ValidationError as DocumentError

from core.wagtail_changes.drawn_fields import Field
from guides.blocks.validators import DocumentValidator
from guides.choices import ExtraKind
from guides.document.fields import Line, Text
from guides.outlines.conformance import label_of as label_of_section
from guides.outlines.extra_fields import ExtraFieldRule
from guides.outlines.extra_values import (
    Row,
    content_of,
    extra_sections,
    kept_row,
    label_of,
    outdated_rows,
    row_of,
    why_not,
)
from guides.outlines.models import Outline
from guides.showing.extra import extra_in_words, picked

TEMPLATE = "guides/panels/extra_fields.html"
DROP = "drop"
SPARE_ROWS = 2
"""Empty rows at the end of a table, for who has no script."""
MOST_ROWS, LONGEST_COUNT = 500, 6
TYPED_IN_ANY_WIDTH = frozenset({ExtraKind.DATE, ExtraKind.NUMBER})
TEXT: TypeAdapter[str] = TypeAdapter(Text)
OF_TEXT, OF_CELLS = DocumentValidator(Text), DocumentValidator(list[Line])


@dataclass
class ExtraInput:
    """The input of one extra field as it is drawn; a table has heads and rows of cells."""

    rule: ExtraFieldRule
    name: str
    label: str
    value: str = ""
    is_unknown: bool = False
    """Whether the value is none of the choices any more."""
    heads: list[str] = field(default_factory=list)
    rows: list[list[tuple[str, str, str]]] = field(default_factory=list)
    """(name, label, value) of each cell."""
    errors: list[str] = field(default_factory=list)
    place: str = ""
    """Where it stands in the Document of the page as it is kept: `extra/0`."""


class ExtraFieldsWidget(forms.Widget):
    """Draws the extra fields of an outline in groups, by the sections after which they stand."""

    def __init__(self, outline: Outline, kept: Sequence[Row]):
        super().__init__()
        self.outline, self.rules, self.kept = outline, outline.extra_rules, list(kept)
        self.outdated = list(outdated_rows(self.kept, self.rules))
        sections = extra_sections(self.kept, self.rules)
        self.places = {
            row["key"]: f"{section}/{number}"
            for section, rows in sections.items()
            for number, row in enumerate(rows)
            if not row["outdated"]
        }

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[Row]:
        """Return the rows that a page keeps; a field that was not sent stays as it is kept."""
        dropped = set(data.getlist(f"{name}-{DROP}")) if f"{name}-{DROP}" in data else set()
        rows = [one for rule in self.rules for one in self._sent(rule, data, f"{name}-{rule.key}")]
        return rows + [one for one in self.outdated if one["id"] not in dropped]

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return False

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        return self.render_with_errors(name, value, attrs)

    def render_with_errors(
        self, name: str, value: Any, attrs: Any = None, errors: Any = None, renderer: Any = None
    ) -> SafeString:
        """Return the inputs, each with what is wrong with it."""
        messages: dict[str, list[str]] = {}
        for error in errors.as_data() if errors else ():
            messages.setdefault(error.code or "", []).extend(error.messages)
        outdated = [(one["id"], extra_in_words(content_of(one))) for one in self.outdated]
        groups = list(self._groups(name, value or [], messages))
        context = {"groups": groups, "outdated": outdated, "drop": f"{name}-{DROP}"}
        return SafeString(render_to_string(TEMPLATE, context))

    def kept_of(self, rule: ExtraFieldRule) -> Row | None:
        """Return the row that is kept of a field of the outline, or None."""
        rows = (one for one in self.kept if one not in self.outdated)
        return next((one for one in rows if content_of(one)["key"] == rule.key), None)

    def _sent(self, rule, data, name):
        """Return the row of one field as it was sent, as a list; what says nothing is none."""
        before = self.kept_of(rule)
        content = self._content(rule, data, name)
        if content is None:
            return [before] if before else []
        row = kept_row(rule, content)
        if before and _shown(row_of([before], rule)) == _shown(content_of(row)):
            return [before]
        return [row] if any(extra_sections([row], [rule]).values()) else []

    def _content(self, rule, data, name):
        """Return what a form says of a field; None when it was not sent."""
        if rule.kind != ExtraKind.TABLE:
            if name not in data:
                return None
            text = _cleaned(rule, data.get(name))
            return {"code": text, "value": ""} if rule.kind == ExtraKind.CHOICE else {"value": text}
        count = data.get(f"{name}-count", "")
        if not (count.isascii() and count.isdigit() and len(count) <= LONGEST_COUNT):
            return None
        columns = self._columns(rule)
        rows = [
            [_cleaned(rule, data.get(f"{name}-{number}-{one['key']}")) for one in columns]
            for number in range(min(int(count), MOST_ROWS))
        ]
        return {"columns": columns, "rows": [{"cells": cells} for cells in rows if any(cells)]}

    def _columns(self, rule):
        before = self.kept_of(rule)
        return row_of([before] if before else [], rule).get("columns") or [
            one.model_dump() for one in rule.columns
        ]

    def _groups(self, name, value, messages):
        """Yield (section of the Document, its label, inputs) in the order of the outline."""
        labels = {one.key: label_of_section(one) for one in self.outline.sections.all()}
        for section in dict.fromkeys(rule.section for rule in self.rules):
            rules = [rule for rule in self.rules if rule.section == section]
            inputs = [self._input(rule, name, value, messages) for rule in rules]
            yield rules[0].place, labels.get(section, section), inputs

    def _input(self, rule, name, value, messages):
        row, name = row_of(value, rule), f"{name}-{rule.key}"
        found = ExtraInput(rule, name, label_of(rule), errors=messages.get(rule.key, []))
        found.place = self.places.get(rule.key, "")
        if rule.kind == ExtraKind.TABLE:
            columns = self._columns(rule)
            found.heads = [picked(one, "label") for one in columns]
            found.rows = list(_cells(name, columns, found.heads, row.get("rows", [])))
        else:
            found.value = row.get("code") or row.get("value", "")
            known = {one.value for one in rule.choices}
            found.is_unknown = bool(found.value) and bool(known) and found.value not in known
        return found


class ExtraFieldsField(forms.Field):
    """The extra fields of a page as the rows that it keeps."""

    widget: ExtraFieldsWidget

    def __init__(self, outline: Outline, kept: Sequence[Row], **kwargs: Any):
        super().__init__(required=False, widget=ExtraFieldsWidget(outline, kept), **kwargs)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to fill in and nothing kept."""
        return not (self.widget.rules or self.widget.outdated)

    def clean(self, value: Any) -> list[Row]:
        """Return the rows; ValidationErrors whose code is the key of the field that is wrong.

        What was not touched is not held against an outline that changed since: that it no longer
        follows is said beside the section.
        """
        rows = list(value or [])
        wrong = [
            ValidationError(message, code=rule.key)
            for rule in self.widget.rules
            for message in self._wrong(rule, row_of(rows, rule), rows)
        ]
        if wrong:
            raise ValidationError(wrong)
        return rows

    def _wrong(self, rule, row, rows):
        if not row or self.widget.kept_of(rule) in rows:
            return
        try:
            OF_TEXT(row.get("value", ""))
            for one in row.get("rows", ()):
                OF_CELLS(one["cells"])
        except ValidationError as error:
            yield from error.messages
            return
        if message := why_not(rule, row):
            yield message


class ExtraFieldsPanel(Field):
    """The extra fields of a page, where its outline asks for any or an earlier one did."""

    class BoundPanel(Field.BoundPanel):
        """The fields of one form."""

        def is_shown(self) -> bool:
            # Two revisions are compared without a form.
            is_empty = self.form is not None and self.form.fields[self.field_name].is_empty
            return super().is_shown() and not is_empty


def _shown(row: Mapping[str, Any]) -> tuple[str, list[list[str]]]:
    """Return what the inputs of a field show."""
    return row.get("code") or row.get("value", ""), [one["cells"] for one in row.get("rows", ())]


def _cleaned(rule: ExtraFieldRule, text: str | None) -> str:
    """Return a text as a Document takes it; one that it refuses stays, to be refused as typed."""
    text = unicodedata.normalize("NFKC", text or "") if rule.kind in TYPED_IN_ANY_WIDTH else text
    try:
        return TEXT.validate_python(text or "")
    except DocumentError:
        return text or ""


def _cells(
    name: str, columns: Sequence[Row], heads: Sequence[str], rows: Sequence[Row]
) -> Iterator[list[tuple[str, str, str]]]:
    """Yield the cells of a table's rows and of some empty ones."""
    blank = [{"cells": [""] * len(columns)}] * SPARE_ROWS
    for number, row in enumerate([*rows, *blank]):
        yield [
            (f"{name}-{number}-{column['key']}", head, cell)
            for column, head, cell in zip(columns, heads, row["cells"], strict=False)
        ]
