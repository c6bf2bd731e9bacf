"""What only the paper of a manual says: posts, standards, discretion, documents, supervision."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils.translation import pgettext

from core.papers.content import Block, Facts, Heading, Paragraph, Table
from exchange.papers import requirements
from exchange.papers.facts import text
from exchange.papers.procedure import chart_blocks
from guides.document import ManualDocument
from guides.document.shared import SharedSections, section_keys
from guides.showing.flow import internal_chart
from guides.showing.internal import INTERNAL

Document = Mapping[str, Any]
CHART = "internal_chart"
MOST_COLUMNS = 5


def _rows_of(key: str) -> Callable[[Document], list[Block]]:
    """Return the builder of a section whose rows `guides.showing` knows as labels and values."""

    def build(document: Document) -> list[Block]:
        rows = INTERNAL[key](document)
        if all(len(row) == 1 and not row[0]["label"] for row in rows):
            return text("\n".join(str(row[0]["value"]) for row in rows))
        return [_table(rows)] if _is_table(rows) else [Facts(_pairs(row)) for row in rows]

    return build


def _pairs(row: Sequence[Mapping[str, Any]]) -> list[tuple[str, str]]:
    return [(str(one["label"]), _value(one)) for one in row]


def _value(one: Mapping[str, Any]) -> str:
    return one["file"]["name"] if one.get("file") else str(one["value"])


def _is_table(rows: Sequence[Sequence[Mapping[str, Any]]]) -> bool:
    """Return whether rows are better read below common heads: several, short, few columns."""
    heads = _heads(rows)
    return len(rows) > 1 and 1 < len(heads) <= MOST_COLUMNS


def _heads(rows: Sequence[Sequence[Mapping[str, Any]]]) -> list[str]:
    longest = max(rows, key=len)
    heads = [str(one["label"]) for one in longest]
    others = [str(one["label"]) for row in rows for one in row]
    return list(dict.fromkeys([*heads, *others]))


def _table(rows: Sequence[Sequence[Mapping[str, Any]]]) -> Table:
    heads = _heads(rows)
    lines = []
    for row in rows:
        values = dict(_pairs(row))
        lines.append([values.get(head, "") for head in heads])
    widths = [max(6, min(40, max(len(line[n]) for line in lines))) for n in range(len(heads))]
    return Table(heads, lines, widths, centred=frozenset())


def conditions(document: Document) -> list[Block]:
    """Return the conditions, and how officials review each of them."""
    found = requirements.conditions(document)
    if reviews := _rows_of("condition_reviews")(document):
        found += [Heading(pgettext("on paper", "How each condition is reviewed"), 2), *reviews]
    return found


def chart(document: Document) -> list[Block]:
    """Return the internal flow chart, and what each step asks of its post."""
    found = chart_blocks(internal_chart(document)) if document["process"]["steps"] else []
    if not found:
        found = text(document[CHART]["text"])
    if posts := _rows_of("step_posts")(document):
        found += [Heading(pgettext("on paper", "Posts and standards of the steps"), 2), *posts]
    return found


def preface(document: Document) -> list[Block]:
    """Return the preface as running text."""
    return [Paragraph(document["preface"])] if document["preface"] else []


BUILDERS: dict[str, Callable[[Document], list[Block]]] = {
    key: _rows_of(key) for key in section_keys(ManualDocument, besides=SharedSections)
} | {CHART: chart, "preface": preface, "conditions": conditions}
"""The builders of a manual's own sections, in place of a guide's where both have one."""
