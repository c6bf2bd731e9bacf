"""Stretches of a source that a person has put into a section, or set aside."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from exchange.reading.draft import Draft
from exchange.reading.sections import Section
from exchange.reading.source import Block, Source, Span


@dataclass(frozen=True)
class Placed(Span):
    """A stretch that belongs to a section whatever stands above it.

    `put` takes what the section's reader understands nothing of, as it stands.
    """

    target: str = ""
    put: Callable[[Draft, Span, str], None] = field(default=lambda draft, span, text: None)


def without(source: Source, spans: Iterable[Span]) -> Source:
    """Return a source that has the same text, but no blocks where the spans are."""
    blocks = source.blocks
    for span in spans:
        blocks = [part for block in blocks for part in _cut(block, span)]
    return Source(source.text, blocks)


def _cut(block: Block, span: Span) -> Iterator[Block]:
    if span.end <= block.start or block.end <= span.start:
        yield block
        return
    for start, end in (
        (block.start, min(span.start, block.end)),
        (max(span.end, block.start), block.end),
    ):
        if start < end:
            cells = tuple(one for one in block.cells if start <= one.start and one.end <= end)
            yield Block(start, end, cells, block.table)


def section_of(source: Source, placed: Placed) -> Section:
    """Return the section that a placed stretch makes: its whole rows, and its lines."""
    content = []
    for block in source.blocks:
        start, end = max(block.start, placed.start), min(block.end, placed.end)
        if start < end:
            whole = (start, end) == (block.start, block.end)
            content.append(block if whole else Block(start, end))
    return Section(placed.target, None, content)


def put_rest(draft: Draft, placed: Placed) -> None:
    """Let what no reader took of a placed stretch stand in its section as it is."""
    for start, end in draft.free(placed):
        text = draft.source.text[start:end]
        if text.strip():
            start += len(text) - len(text.lstrip())
            placed.put(draft, Span(start, start + len(text.strip())), text.strip())
