"""What changed between two Documents, section by section and field by field, in words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from pydantic.fields import FieldInfo

from guides.document.annotations import is_part
from guides.document.parts import ExtraField
from guides.showing.wording import (
    in_words,
    is_rows,
    part_in_words,
    row_name,
    shape_of,
    title_of,
)
from moderation.comparing.characters import Piece, pieces
from moderation.comparing.extra import extra_changes
from moderation.comparing.referring import NO_NAMES, named, names_in
from moderation.comparing.rows import pair_rows
from moderation.comparing.sections import OUTLINE, sections_of

CHANGED, ROW_ADDED, ROW_REMOVED, ROW_MOVED = "changed", "row-added", "row-removed", "row-moved"


@dataclass(frozen=True)
class FieldChange:
    """One place that changed (一处改动): where it is, and what it said before and says now.

    `place` names the row or part, `label` the field; an empty `old` was added, an empty `new`
    taken away. `pointer` is the path in the new Document, such as `materials.items.2.form`; of a
    row that was taken away, the path that it had. `kind` says what happened to a whole row. `was`
    is the value before, or the whole row that was taken away.
    """

    pointer: str
    place: str
    label: str
    old: str
    new: str
    kind: str = CHANGED
    was: Any = field(default=None, compare=False)

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """What changed inside the text, character by character."""
        return pieces(self.old, self.new)


@dataclass(frozen=True)
class SectionChange:
    """A section (节) with at least one change."""

    key: str
    label: str
    fields: list[FieldChange] = field(default_factory=list)


def changed_sections(old: dict[str, Any] | None, new: dict[str, Any]) -> list[SectionChange]:
    """Return the sections that differ between two Documents of one kind, as JSON data.

    `old` is None for a first version: then everything that is said counts as added, but for the
    outline, which came with the form.
    """
    before = sections_of(old) if old else {}
    found, names = [], (names_in(old), names_in(new))
    for key, section in sections_of(new).items():
        if not before and key.endswith(OUTLINE):
            continue
        was = before[key].value if key in before else {}
        fields = _fields(section.fields, was, section.value, "", "", names, is_section=True)
        if fields:
            found.append(SectionChange(key, section.label, fields))
    return found


def changes_of_both(
    old_guide: dict[str, Any] | None,
    new_guide: dict[str, Any],
    old_manual: dict[str, Any] | None,
    new_manual: dict[str, Any] | None,
) -> list[SectionChange]:
    """Return the changed sections of a guide and, if there is one, of its manual."""
    found = changed_sections(old_guide, new_guide)
    return found + (changed_sections(old_manual, new_manual) if new_manual else [])


def field_changes(
    fields: Mapping[str, FieldInfo], old: dict[str, Any], new: dict[str, Any]
) -> list[FieldChange]:
    """Return the changes between two JSON values of one part; `fields` are those to compare."""
    return _fields(fields, old, new, "", "", (NO_NAMES, NO_NAMES), is_section=True)


def _fields(fields, old, new, pointer, place, names, *, is_section=False):
    """Compare fields; the title of a section's own part is its heading, so no place repeats it.

    `names` are those of the rows of the old and of the new Document.
    """
    changes = []
    for name, info in fields.items():
        was, now = old.get(name), new.get(name)
        if was == now or (_unsaid(was) and _unsaid(now)):
            continue
        bare, many = shape_of(info.annotation)
        title, at = title_of(info, name), f"{pointer}.{name}" if pointer else name
        if bare is ExtraField:
            changes += [
                FieldChange(step, place, *words)
                for step, *words in extra_changes(was or [], now or [], at)
            ]
        elif is_rows(bare, many):
            changes += _rows(bare, was or [], now or [], at, _join(place, title), names)
        elif is_part(bare) and not many:
            below = place if is_section else _join(place, title)
            changes += _fields(bare.model_fields, was or {}, now or {}, at, below, names)
        elif not (name == "key" or (was is None and now is False and info.default is False)):
            before = was
            spoken = named(name, was, names[0]), named(name, now, names[1])
            # Rows that were made anew under the same name have other keys.
            was, now = spoken if spoken[0] != spoken[1] else (was, now)
            words = in_words(bare, many, was), in_words(bare, many, now)
            if words[0] != words[1]:
                changes.append(FieldChange(at, place, title, *words, was=before))
    return changes


def _rows(part, old, new, pointer, place, names):
    """Compare two tables: rows that came, went, moved, and what changed inside of others."""
    changes = []
    for pair in pair_rows(old, new):
        name = f"{place} {pair.number + 1}　{row_name(pair.row)}".rstrip("　")
        at = f"{pointer}.{pair.number}"
        if pair.old is None:
            changes += _whole_row(ROW_ADDED, at, name, "", _words_of(part, pair.row, names[1]))
        elif pair.new is None:
            words = _words_of(part, pair.row, names[0])
            changes += _whole_row(ROW_REMOVED, at, name, words, "", pair.row)
        else:
            if pair.is_moved:
                changes.append(_moved(pair, at, name))
            changes += _fields(part.model_fields, pair.old, pair.new, at, name, names)
    return changes


def _words_of(part, row, names):
    return part_in_words(part, named("", row, names))


def _whole_row(kind, pointer, place, old, new, was=None):
    """Return the change of a row that came or went; a row that says nothing is none."""
    label = _("Added") if kind == ROW_ADDED else _("Taken away")
    return [FieldChange(pointer, place, label, old, new, kind, was)] if old or new else []


def _moved(pair, pointer, place):
    before, now = (
        _("in place %(number)s") % {"number": number + 1}
        for number in (pair.old_number, pair.new_number)
    )
    return FieldChange(pointer, place, _("Moved"), before, now, ROW_MOVED)


def _unsaid(value):
    return value is None or value == "" or value == []


def _join(place, title):
    return f"{place} · {title}" if place else title
