"""Conflicts of an editor's form in words: the place, and both texts, side by side."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from wagtail import blocks

from core.editing.merging import ABSENT, MINE, ORDER, THEIRS
from core.editing.merging_form import choice_name, choice_value
from guides.blocks.file_block import FileBlock
from guides.blocks.part_block import NAMING
from guides.document.shared import EXTRA
from guides.outlines.extra_values import content_of
from guides.showing.extra import extra_as_text

LONGEST_NAME = 24


@dataclass(frozen=True)
class Choice:
    """A place about which a person has to choose: its name, its input, and the two sides."""

    place: str
    name: str
    mine: str
    theirs: str
    mine_value: str
    theirs_value: str


def choices_of(form: Any) -> list[Choice]:
    """Return the Choice of each Conflict of a form."""
    return [_choice(form, conflict) for conflict in form.conflicts]


def changed_sections(stream_block: Any, before: Iterable[Any], after: Iterable[Any]) -> list[Any]:
    """Return the labels of the sections that differ between two JSON values of a stream."""
    was, now = ({one["type"]: one["value"] for one in value} for value in (before, after))
    labels = {key: block.label for key, block in stream_block.child_blocks.items()}
    return [label for key, label in labels.items() if was.get(key) != now.get(key)]


def row_name(row: Any) -> str:
    """Return what the JSON value of a row is called; empty when it says nothing yet."""
    if isinstance(row, dict):
        texts = (row.get(name) for name in NAMING)
        row = next((text for text in texts if isinstance(text, str) and text), "")
    return row.splitlines()[0][:LONGEST_NAME] if isinstance(row, str) and row else ""


def _choice(form, conflict):
    field, *steps = conflict.path
    if field == EXTRA and steps:
        return _choice_of_extra_field(form, conflict)
    sides = [{"value": values.get(field)} for values in (form.sent_values, form.newest_values)]
    place = _Place([], form.fields[field], sides)
    if steps:
        place = _Place([], form.instance.sections.stream_block, sides)
    else:
        place.words.append(form.fields[field].label)
    for step in steps:
        place.go_to(step)
    return Choice(
        place=" · ".join(map(str, place.words)),
        name=choice_name(conflict),
        mine=place.in_words(conflict.mine),
        theirs=place.in_words(conflict.theirs),
        mine_value=choice_value(conflict, MINE),
        theirs_value=choice_value(conflict, THEIRS),
    )


def _choice_of_extra_field(form, conflict):
    """Return the Choice of a conflict about one extra field: both sides as a whole."""
    sides = [_extra_field(one) for one in (conflict.mine, conflict.theirs)]
    label = next(one["label"] for one in sides if one)
    mine, theirs = (extra_as_text(one) if one else _("(taken away)") for one in sides)
    return Choice(
        f"{form.fields[EXTRA].label} · {label}",
        choice_name(conflict),
        mine,
        theirs,
        choice_value(conflict, MINE),
        choice_value(conflict, THEIRS),
    )


def _extra_field(side):
    """Return the extra field of a side of a conflict, or None where it was taken away."""
    if side is ABSENT:
        return None
    return content_of(side if isinstance(side, dict) else {"value": side})


@dataclass
class _Place:
    """A place in a form: the words for it, what draws it, and the rows that both sides have there.

    `sides` are rows `{"value": …}`, or None where a side has nothing.
    """

    words: list
    drawn_by: Any
    sides: list
    is_order: bool = False
    is_row: bool = False

    def go_to(self, step: Any) -> None:
        """Go one step down: to a section, a row, a field, or the order of rows."""
        block = self.drawn_by
        self.is_row = isinstance(block, blocks.ListBlock | blocks.StreamBlock)
        if step == ORDER:
            self.words.append(_("Order of the rows"))
            self.is_order = True
        elif isinstance(block, blocks.ListBlock):
            self.sides = [_row(side, step, "id") for side in self.sides]
            names = [row_name(side["value"]) for side in self.sides if side]
            self.words.append(next(filter(None, names), _("a new row")))
            self.drawn_by = block.child_block
        else:
            self.drawn_by = block.child_blocks[step]
            self.words.append(self.drawn_by.label)
            if isinstance(block, blocks.StreamBlock):
                self.sides = [_row(side, step, "type") for side in self.sides]
            else:
                self.sides = [side and {"value": side["value"].get(step)} for side in self.sides]

    def in_words(self, value: Any) -> str:
        """Return a JSON value of this place as the editor would say it."""
        if value is ABSENT:
            return _("(taken away)")
        if self.is_order:
            rows = [_row(side, key, "id") for key in value for side in self.sides[:1]]
            return "\n".join(row_name(row["value"]) for row in rows if row)
        if isinstance(value, bool):
            return _("Yes") if value else _("No")
        return _words(self.drawn_by, value["value"] if self.is_row else value) or _("(empty)")


def _row(side, key, name):
    """Return the row of a table that has this id or type, or None."""
    rows = side["value"] if side else None
    return next((row for row in rows or () if row[name] == key), None)


def _words(drawn_by, value):
    """Return a JSON value as text; empty when it says nothing."""
    if value is True:
        return _("Yes")
    if value in (None, "", False) or value == []:
        return ""
    if isinstance(drawn_by, blocks.StructBlock):
        texts = {
            child.label: _words(child, value.get(name))
            for name, child in drawn_by.child_blocks.items()
            if name != "key"
        }
        return "\n".join(f"{label}：{text}" for label, text in texts.items() if text)
    if isinstance(drawn_by, blocks.StreamBlock):
        return "\n".join(_words(drawn_by.child_blocks[row["type"]], row["value"]) for row in value)
    if isinstance(drawn_by, blocks.ListBlock):
        return "\n".join(_words(drawn_by.child_block, row["value"]) for row in value)
    if isinstance(drawn_by, FileBlock):
        chosen = drawn_by.target_model.objects.filter(pk=value).first()
        return chosen.title if chosen else ""
    field = getattr(drawn_by, "field", drawn_by)
    labels = {str(code): str(label) for code, label in getattr(field, "choices", ())}
    several = value if isinstance(value, list) else [value]
    return "\n".join(labels.get(str(one), str(one)) for one in several)
