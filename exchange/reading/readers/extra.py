"""Extra fields (补充字段) of the outlines in use: found by their labels, read by their kinds."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from exchange.reading.draft import LOOK, SURE, Draft
from exchange.reading.labels import normal
from exchange.reading.sections import ONE_TABLE, Section
from exchange.reading.source import Block, Span
from guides.choices import ExtraKind
from guides.document.shared import EXTRA, EXTRA_INTERNAL
from guides.outlines.extra_fields import ExtraFieldRule
from guides.outlines.extra_values import NUMBER, frozen_row

VALUE = "extra."
DAY = re.compile(r"([0-9]{4})\s*[年./-]\s*([0-9]{1,2})\s*[月./-]\s*([0-9]{1,2})\s*日?")


def target_of(rule: ExtraFieldRule) -> str:
    """Return what the reading calls the place of an extra field."""
    return f"{ONE_TABLE if rule.kind == ExtraKind.TABLE else VALUE}{rule.key}"


def by_target(rules: Iterable[ExtraFieldRule]) -> dict[str, ExtraFieldRule]:
    """Return {target: extra field}; of two fields with one key, the first."""
    return {target_of(rule): rule for rule in reversed(list(rules))}


def read(draft: Draft, section: Section, rule: ExtraFieldRule) -> None:
    """Take what stands under the label of an extra field."""
    if not section.content:
        return
    if rule.kind == ExtraKind.TABLE:
        content, confidence = _table(draft, section, rule), SURE
    else:
        whole = Span(section.content[0].start, section.content[-1].end)
        value, confidence = _value(rule, draft.source.of(whole).strip())
        content = {"value": value}
    kept_in = EXTRA_INTERNAL if rule.internal else EXTRA
    rows = draft.rows(kept_in)
    if any(row["key"] == rule.key for row in rows):
        return
    rows.append(frozen_row(rule, content))
    pointer = f"/{kept_in}/{len(rows) - 1}"
    draft.claim(section.label, pointer)
    for block in section.content:
        draft.claim(Span(block.start, block.end), pointer, confidence)


def _value(rule: ExtraFieldRule, text: str) -> tuple[str, str]:
    """Return a text as a field of this kind holds it, and how sure that is."""
    if rule.kind == ExtraKind.DATE and (found := DAY.fullmatch(text)):
        try:
            return date(*map(int, found.groups())).isoformat(), SURE
        except ValueError:
            return text, LOOK
    fits = {
        ExtraKind.TEXT: True,
        ExtraKind.NUMBER: bool(NUMBER.fullmatch(text)),
        ExtraKind.CHOICE: any(text in (one.label, one.value) for one in rule.choices),
    }
    return text, SURE if fits.get(rule.kind) else LOOK


def _table(draft: Draft, section: Section, rule: ExtraFieldRule) -> dict[str, Any]:
    """Return the rows of a table: columns go by their heads, without any by their order."""
    lines = [_texts(draft, block) for block in section.content]
    heads = [normal(text) for text in lines[0]]
    labels = [normal(column.label) for column in rule.columns]
    if any(label in heads for label in labels):
        order = [heads.index(label) if label in heads else None for label in labels]
        lines = lines[1:]
    else:
        order = list(range(len(labels)))
    rows = [
        [line[place] if place is not None and place < len(line) else "" for place in order]
        for line in lines
    ]
    return {"rows": [{"cells": cells} for cells in rows]}


def _texts(draft: Draft, block: Block) -> list[str]:
    cells = block.cells or (Span(block.start, block.end),)
    return [" ".join(draft.source.of(cell).split()) for cell in cells]
