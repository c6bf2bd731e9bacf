"""Conditions and prohibitions: one item a line or number."""

from exchange.reading.draft import LOOK, SURE, Draft
from exchange.reading.numbering import is_numbered
from exchange.reading.readers.spans import items
from exchange.reading.sections import Section

INTRODUCTION = ("以下条件", "下列条件", "以下情形", "下列情形", "如下条件")


def read(draft: Draft, section: Section) -> None:
    """Take each item as one condition."""
    draft.claim(section.label, "/conditions")
    found = list(items(draft, section))
    for whole, inner in found:
        text = draft.source.of(inner)
        opens = text.endswith(("：", ":")) or text.endswith(INTRODUCTION)
        if opens and len(found) > 1 and not is_numbered(draft.source.of(whole)):
            draft.claim(whole, "/conditions", LOOK)
            continue
        row = {"key": f"c{len(draft.rows('conditions.items')) + 1}", "text": text}
        draft.append("conditions.items", row, whole, SURE)


def read_prohibitions(draft: Draft, section: Section) -> None:
    """Take each item as one case of refusal."""
    draft.claim(section.label, "/conditions/prohibitions")
    for whole, inner in items(draft, section):
        text = draft.source.of(inner)
        if text.strip() not in ("无", "没有"):
            draft.append("conditions.prohibitions", text, whole)
        else:
            draft.claim(whole, "/conditions/prohibitions")
