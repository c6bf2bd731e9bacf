"""What changed between two Documents, section by section and field by field, in words."""

from dataclasses import dataclass, field
from difflib import SequenceMatcher

from django.utils.translation import gettext as _

from guides.document.annotations import is_part
from guides.document.canonical import canonical_data
from moderation.comparing.sections import OUTLINE, sections_of
from moderation.comparing.wording import (
    in_words,
    is_rows,
    part_in_words,
    row_name,
    shape_of,
    title_of,
)


@dataclass(frozen=True)
class FieldChange:
    """One place that changed (一处改动): where it is, and what it said before and says now.

    `place` names the row or part, `label` the field; an empty `old` was added, an empty `new`
    taken away. `pointer` is the path in the new Document, such as `materials.items.2.form`.
    """

    pointer: str
    place: str
    label: str
    old: str
    new: str


@dataclass(frozen=True)
class SectionChange:
    """A section (节) with at least one change."""

    key: str
    label: str
    fields: list[FieldChange] = field(default_factory=list)


def changed_sections(old, new):
    """Return the sections that differ between two Documents of one kind, as JSON data.

    `old` is None for a first version: then everything that is said counts as added, but for the
    outline, which came with the form.
    """
    before = sections_of(old) if old else {}
    found = []
    for key, section in sections_of(new).items():
        if not before and key.endswith(OUTLINE):
            continue
        was = before[key].value if key in before else {}
        fields = _fields(section.fields, was, section.value, "", "", is_section=True)
        if fields:
            found.append(SectionChange(key, section.label, fields))
    return found


def changes_of_both(old_guide, new_guide, old_manual, new_manual):
    """Return the changed sections of a guide and, if there is one, of its manual."""
    found = changed_sections(old_guide, new_guide)
    return found + (changed_sections(old_manual, new_manual) if new_manual else [])


def _fields(fields, old, new, pointer, place, *, is_section=False):
    """Compare fields; the title of a section's own part is its heading, so no place repeats it."""
    changes = []
    for name, info in fields.items():
        was, now = old.get(name), new.get(name)
        if was == now or (_unsaid(was) and _unsaid(now)):
            continue
        bare, many = shape_of(info.annotation)
        title, at = title_of(info, name), f"{pointer}.{name}" if pointer else name
        if is_rows(bare, many):
            changes += _rows(bare, was or [], now or [], at, _join(place, title))
        elif is_part(bare) and not many:
            below = place if is_section else _join(place, title)
            changes += _fields(bare.model_fields, was or {}, now or {}, at, below)
        elif not (name == "key" or (was is None and now is False and info.default is False)):
            words = in_words(bare, many, was), in_words(bare, many, now)
            changes.append(FieldChange(at, place, title, *words))
    return changes


def _rows(part, old, new, pointer, place):
    changes = _moved(old, new, pointer, place)
    for was, now, number in _pairs(old, new):
        row = now if now is not None else was
        name = f"{place} {number + 1}　{row_name(row)}".rstrip("　")
        at = f"{pointer}.{number}"
        if was is None:
            changes.append(FieldChange(at, name, _("Added"), "", part_in_words(part, now)))
        elif now is None:
            changes.append(FieldChange(at, name, _("Taken away"), part_in_words(part, was), ""))
        elif was != now:
            changes += _fields(part.model_fields, was, now, at, name)
    return changes


def _pairs(old, new):
    """Return (row before, row now, its number now or before); by key where rows have one."""
    if _have_keys(old) and _have_keys(new):
        before = {row["key"]: (row, number) for number, row in enumerate(old)}
        after = {row["key"] for row in new}
        pairs = [
            (before.get(row["key"], (None, 0))[0], row, number) for number, row in enumerate(new)
        ]
        return pairs + [(row, None, n) for key, (row, n) in before.items() if key not in after]
    return _aligned(old, new)


def _have_keys(rows):
    keys = {row.get("key") for row in rows}
    return len(keys) == len(rows) and all(keys)


def _aligned(old, new):
    matcher = SequenceMatcher(
        None, [canonical_data(row) for row in old], [canonical_data(row) for row in new], False
    )
    pairs = []
    for tag, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if tag == "equal":
            continue
        before, after = old[old_from:old_to], new[new_from:new_to]
        for offset in range(max(len(before), len(after))):
            was = before[offset] if offset < len(before) else None
            now = after[offset] if offset < len(after) else None
            pairs.append((was, now, (old_from if now is None else new_from) + offset))
    return pairs


def _moved(old, new, pointer, place):
    """Return the change of order of rows that have keys, as one change in words."""
    keys = {row.get("key") for row in old} & {row.get("key") for row in new} - {None, ""}
    before = [row for row in old if row.get("key") in keys]
    after = [row for row in new if row.get("key") in keys]
    if [row["key"] for row in before] == [row["key"] for row in after]:
        return []
    words = ("、".join(row_name(row) for row in rows) for rows in (before, after))
    return [FieldChange(pointer, place, _("Order of the rows"), *words)]


def _unsaid(value):
    return value is None or value == "" or value == []


def _join(place, title):
    return f"{place} · {title}" if place else title
