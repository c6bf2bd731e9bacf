"""What only the paper of a manual says: posts, standards, discretion, documents, supervision."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils.translation import pgettext

from core.papers.content import Block, Entry, Facts, Heading, Paragraph, Table
from exchange.papers import requirements
from exchange.papers.facts import facts, text
from exchange.papers.procedure import chart_blocks
from guides.document import ManualDocument
from guides.document.shared import SharedSections, section_keys
from guides.showing.book import TABLES
from guides.showing.flow import internal_chart
from guides.showing.internal import INTERNAL, Rows, as_table, posts_of_steps, reviews

Document = Mapping[str, Any]
CHART = "internal_chart"
NARROWEST, WIDEST = 6, 40
"""Shares of the line that a column may take."""


def _rows_of(key: str) -> Callable[[Document], list[Block]]:
    """Return the builder of a section whose rows `guides.showing` knows as labels and values."""

    def build(document: Document) -> list[Block]:
        rows = INTERNAL[key](document)
        if all(len(row) == 1 and not row[0]["label"] for row in rows):
            return text("\n".join(str(row[0]["value"]) for row in rows))
        return [_table(rows)] if key in TABLES else [Facts(_pairs(row)) for row in rows]

    return build


def _pairs(row: Sequence[Mapping[str, Any]]) -> list[tuple[str, str]]:
    return [(str(one["label"]), _value(one)) for one in row]


def _value(one: Mapping[str, Any]) -> str:
    return one["file"]["name"] if one.get("file") else str(one["value"])


def _table(rows: Rows) -> Table:
    table = as_table(rows)
    lines = [[_value(one) if one else "" for one in row] for row in table["rows"]]
    heads = [str(head) for head in table["heads"]]
    longest = [max(len(line[n]) for line in lines) for n in range(len(heads))]
    widths = [max(NARROWEST, min(WIDEST, one)) for one in longest]
    return Table(heads, lines, widths, centred=frozenset())


def conditions(document: Document) -> list[Block]:
    """Return the conditions, and how officials review each of them."""
    found = requirements.conditions(document)
    if rows := reviews(document):
        found += [Heading(pgettext("on paper", "How each condition is reviewed"), 2), _table(rows)]
    return found


def chart(document: Document) -> list[Block]:
    """Return the internal flow chart, and what each step asks of its post."""
    found = chart_blocks(internal_chart(document)) if document["process"]["steps"] else []
    if not found:
        found = text(document[CHART]["text"])
    if image := document[CHART]["image"]:
        found += facts((pgettext("on paper", "Picture"), image["name"]))
    if rows := posts_of_steps(document):
        found += [
            Heading(pgettext("on paper", "Posts and standards of the steps"), 2),
            _table(rows),
        ]
    return found


def document_forms(document: Document) -> list[Block]:
    """Return the document forms by class, the fields of each filled from the guide."""
    found: list[Block] = []
    for group in INTERNAL["document_forms"](document):
        found.append(Heading(group["title"], 2))
        for one in group["forms"]:
            file = one["file"]["name"] if one["file"] else ""
            note = pgettext("on paper", "File: %(name)s") % {"name": file} if file else ""
            found.append(Entry(f"{one['number']}. {one['name']}", one["text"], note))
    return found


def preface(document: Document) -> list[Block]:
    """Return the preface as running text."""
    return [Paragraph(document["preface"])] if document["preface"] else []


BUILDERS: dict[str, Callable[[Document], list[Block]]] = {
    key: _rows_of(key) for key in section_keys(ManualDocument, besides=SharedSections)
} | {
    CHART: chart,
    "preface": preface,
    "conditions": conditions,
    "document_forms": document_forms,
}
"""The builders of a manual's own sections, in place of a guide's where both have one."""
