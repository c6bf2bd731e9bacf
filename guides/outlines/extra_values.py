"""Extra fields (补充字段) of one guide: from what its page keeps to its Document, and back.

A page keeps a row for each field that says something, `{"id", "type", "value": [row]}` nearly as
blocks are kept, so that the drafts of two people are merged field by field, and a field as a whole.
A field that the outline does not have any more, or has in another kind, is kept as it was and
marked as outdated: nothing is lost.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from guides.choices import ExtraKind
from guides.document.parts import ExtraField
from guides.document.shared import EXTRA, EXTRA_INTERNAL, EXTRAS
from guides.outlines.extra_fields import ExtraFieldRule

ITEM = "item"
BLANK = ExtraField().model_dump(mode="json")
NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,6})?")
Row = dict[str, Any]


def kept_rows(document: Mapping[str, Any]) -> list[Row]:
    """Return what a page keeps of the extra fields of a Document's JSON data."""
    return [
        {"id": f"{section}/{row['key']}", "type": ITEM, "value": [{**row, "section_of": section}]}
        for section in EXTRAS
        for row in document.get(section, ())
    ]


def kept_row(rule: ExtraFieldRule, content: Mapping[str, Any]) -> Row:
    """Return what a page keeps of one field of its outline; `content` is what was filled in.

    Its label is kept too: an outline that comes later may not have the field any more.
    """
    section = EXTRA_INTERNAL if rule.internal else EXTRA
    row = {**frozen_row(rule, content), "section_of": section}
    return {"id": f"{section}/{rule.key}", "type": ITEM, "value": [row]}


def content_of(kept: Row) -> Row:
    """Return what a row of a page says."""
    return kept["value"][0]


def extra_sections(kept: Iterable[Row], rules: Sequence[ExtraFieldRule]) -> dict[str, list[Row]]:
    """Return {"extra", "extra_internal"} of a Document: the outline's fields in its order, with
    its labels, then outdated ones as they were.
    """
    found: dict[str, list[Row]] = {EXTRA: [], EXTRA_INTERNAL: []}
    left = [content_of(one) for one in kept]
    for rule in rules:
        row = next((one for one in left if _is_of(one, rule)), None)
        if row is not None:
            left.remove(row)
            frozen = frozen_row(rule, row)
            if says_something(frozen):
                found[EXTRA_INTERNAL if rule.internal else EXTRA].append(frozen)
    for row in left:
        outdated = {name: value for name, value in row.items() if name != "section_of"}
        found[row["section_of"]].append(outdated | {"outdated": True})
    return found


def settled(document: Mapping[str, Any], rules: Sequence[ExtraFieldRule]) -> dict[str, list[Row]]:
    """Return the extra fields of a Document's JSON data as a page of this outline presents them."""
    return extra_sections(kept_rows(document), rules)


def to_fill_in(document: Mapping[str, Any], rules: Sequence[ExtraFieldRule]) -> dict[str, Any]:
    """Return a Document's JSON data with every extra field of the outline, empty ones too."""
    found = settled(document, rules)
    for rule in rules:
        rows = found[EXTRA_INTERNAL if rule.internal else EXTRA]
        if not any(row["key"] == rule.key and not row["outdated"] for row in rows):
            rows.append(frozen_row(rule, {}))
    return {**document, **found}


def says_something(row: Mapping[str, Any]) -> bool:
    """Return whether an extra field holds a value or a filled cell."""
    return bool(row.get("value") or row.get("code")) or any(
        any(one["cells"]) for one in row.get("rows", ())
    )


def why_not(rule: ExtraFieldRule, row: Mapping[str, Any] | None) -> str:
    """Return why a Document's extra field does not follow the outline; empty when it does."""
    facts = {"label": label_of(rule)}
    if row is None:
        return _("“%(label)s” must be filled in.") % facts if rule.required else ""
    if rule.kind == ExtraKind.DATE and not is_date(row["value"]):
        return _("“%(label)s”: write the date as YYYY-MM-DD.") % facts
    if rule.kind == ExtraKind.NUMBER and not NUMBER.fullmatch(row["value"]):
        return _("“%(label)s”: write a number in digits, such as 12 or 0.5.") % facts
    if rule.kind == ExtraKind.CHOICE and row["code"] not in {one.value for one in rule.choices}:
        facts["value"] = row["value"] or row["code"]
        return _("“%(label)s”: “%(value)s” is none of the choices.") % facts
    return ""


def label_of(rule: ExtraFieldRule) -> str:
    """Return a field's label in the active language."""
    is_english = (get_language() or "").startswith("en")
    return rule.label_en if is_english and rule.label_en else rule.label


def is_date(text: str) -> bool:
    """Return whether a text is a date `YYYY-MM-DD`."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def outdated_rows(kept: Iterable[Row], rules: Sequence[ExtraFieldRule]) -> Iterator[Row]:
    """Yield the kept rows that no field of the outline takes."""
    taken: set[str] = set()
    for row in kept:
        rule = next((one for one in rules if _is_of(content_of(row), one)), None)
        if rule is None or rule.key in taken:
            yield row
        else:
            taken.add(rule.key)


def row_of(kept: Iterable[Row], rule: ExtraFieldRule) -> Row:
    """Return what is kept of a field as its outline has it now; empty when nothing is."""
    row = next((row for one in kept if _is_of(row := content_of(one), rule)), None)
    return {} if row is None else frozen_row(rule, row)


def _is_of(row: Mapping[str, Any], rule: ExtraFieldRule) -> bool:
    """Return whether a row is of a field; one from a table may name it by its label alone, and
    leave its kind open. What was written for officials only is of no field that citizens read.
    """
    if row.get("section_of") == EXTRA_INTERNAL and not rule.internal:
        return False
    named = row.get("key") == rule.key or (not row.get("key") and row.get("label") == rule.label)
    return named and row.get("kind") in (None, "", rule.kind)


def frozen_row(rule: ExtraFieldRule, row: Mapping[str, Any]) -> Row:
    """Return the row of a Document of one field with the labels of today; `row` says what."""
    head = BLANK | {
        "key": rule.key,
        "label": rule.label,
        "label_en": rule.label_en,
        "kind": str(rule.kind),
        "section": rule.section,
    }
    if rule.kind == ExtraKind.CHOICE:
        return head | _chosen(rule, row)
    if rule.kind == ExtraKind.TABLE:
        return head | _table(rule, row)
    return head | {"value": row.get("value", "")}


def _chosen(rule: ExtraFieldRule, row: Mapping[str, Any]) -> Row:
    """Return a choice with its labels of today; one that there is no more stays as it was."""
    value, code = row.get("value", ""), row.get("code", "")
    by_label = [one for one in rule.choices if value and value in (one.value, one.label)]
    by_code = [one for one in rule.choices if one.value == code]
    for one in by_label or by_code:
        return {"value": one.label, "value_en": one.label_en, "code": one.value}
    return {"value": value, "value_en": row.get("value_en", ""), "code": code}


def _table(rule: ExtraFieldRule, row: Mapping[str, Any]) -> Row:
    """Return a table with the columns of today, then those that were taken away but say something;
    rows that say nothing are none.
    """
    columns = [one.model_dump() for one in rule.columns]
    here = {one["key"] for one in columns}
    before = list(row.get("columns") or columns)
    cells = [dict(zip((c["key"] for c in before), r["cells"], strict=False)) for r in _rows(row)]
    columns += [
        one for one in before if one["key"] not in here and any(r.get(one["key"]) for r in cells)
    ]
    return {
        "columns": columns,
        "rows": [{"cells": [one.get(column["key"], "") for column in columns]} for one in cells],
    }


def _rows(row: Mapping[str, Any]) -> list[Row]:
    return [one for one in row.get("rows") or () if any(one["cells"])]
