"""Stretches of a section's content: lines, items of lists, cells of rows."""

import re
from collections.abc import Iterator

from exchange.reading.draft import Draft
from exchange.reading.numbering import is_numbered, split_enumeration, trimmed
from exchange.reading.sections import TOKEN, Section
from exchange.reading.source import Source, Span
from exchange.reading.tables import aligned

NOTHING = re.compile(r"[\s/\\|\-—–－_*]*")
"""A cell that is left out by a stroke."""


def lines(section: Section) -> list[Span]:
    """Return the content's lines, whole rows where they are a table's."""
    return [Span(block.start, block.end) for block in section.content]


def items(draft: Draft, section: Section) -> Iterator[tuple[Span, Span]]:
    """Yield (whole span, span without number and closing marks) for each item of a list.

    A line without a number that follows a numbered one goes on with it.
    """
    text = draft.source.text
    found: list[Span] = []
    any_numbered = any(is_numbered(draft.source.of(line)) for line in lines(section))
    for line in lines(section):
        parts = split_enumeration(text, line)
        numbered = is_numbered(draft.source.of(line))
        if found and any_numbered and not numbered and len(parts) == 1:
            found[-1] = Span(found[-1].start, line.end)
        else:
            found += parts
    for whole in found:
        inner = trimmed(text, whole)
        if inner.start < inner.end:
            yield whole, inner


def rows(draft: Draft, section: Section) -> Iterator[tuple[Span, dict[str, Span]]]:
    """Yield (whole row, {column: cell}) for the rows of a table."""
    for block in section.content:
        cells = list(block.cells) or _tokens(draft.source, Span(block.start, block.end))
        found = aligned(draft.source, cells, section.columns)
        filled = {
            key: one for key, one in found.items() if not NOTHING.fullmatch(draft.source.of(one))
        }
        yield Span(block.start, block.end), filled


def _tokens(source: Source, span: Span) -> list[Span]:
    text = source.of(span)
    return [
        Span(span.start + found.start(), span.start + found.end()) for found in TOKEN.finditer(text)
    ]


def joined(section: Section) -> Span | None:
    """Return the stretch from the content's beginning to its end; None when there is none."""
    found = lines(section)
    return Span(found[0].start, found[-1].end) if found else None
