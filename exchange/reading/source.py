"""The text that is read in: its lines and table rows, each with its place."""

import re
from dataclasses import dataclass, field
from typing import Any

BORDER = re.compile(r"^[\s|+:=\-—_─┌┐└┘├┤┬┴┼│]*$")


@dataclass(frozen=True)
class Span:
    """A stretch of the source: from `start` up to, not including, `end`."""

    start: int
    end: int


@dataclass(frozen=True)
class Block(Span):
    """A line, or a row of a table with its cells; `table` numbers the tables of a file."""

    cells: tuple[Span, ...] = ()
    table: int | None = None


@dataclass
class Source:
    """A text as it was read, with its blocks in order."""

    text: str
    blocks: list[Block] = field(default_factory=list)

    def of(self, span: Span | None) -> str:
        """Return the text of a span; empty for none."""
        return self.text[span.start : span.end] if span else ""

    def as_json(self) -> dict[str, Any]:
        """Return the source as JSON data."""
        blocks = [
            [one.start, one.end, [[cell.start, cell.end] for cell in one.cells], one.table]
            for one in self.blocks
        ]
        return {"text": self.text, "blocks": blocks}


def source_of_json(data: dict[str, Any]) -> Source:
    """Return the source that `as_json` wrote."""
    blocks = [
        Block(start, end, tuple(Span(*cell) for cell in cells), table)
        for start, end, cells, table in data["blocks"]
    ]
    return Source(data["text"], blocks)


def source_of_text(text: str) -> Source:
    """Return the Source of a plain text; lines with tabs or `|` become rows of tables."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff")
    source, start, table, before = Source(text), 0, 0, False
    for line in text.split("\n"):
        end = start + len(line)
        cells = _cells(line, start)
        if len(cells) > 1:
            table += not before
            source.blocks.append(Block(start, end, tuple(cells), table))
        elif line.strip() and not BORDER.match(line):
            source.blocks.append(Block(start, end))
        before = len(cells) > 1
        start = end + 1
    return source


def _cells(line: str, start: int) -> list[Span]:
    """Return the cells of a line that is parted by tabs or `|`; empty for a plain line."""
    mark = "\t" if "\t" in line.strip() else "|" if line.count("|") > 1 else ""
    if not mark or BORDER.match(line):
        return []
    cells, at = [], start
    for cell in line.split(mark):
        cells.append(Span(at, at + len(cell)))
        at += len(cell) + 1
    if mark == "|":
        cells = _without_edges(cells, line, start)
    return cells


def _without_edges(cells: list[Span], line: str, start: int) -> list[Span]:
    """Drop the empty cells before a first and after a last `|`."""
    if line.lstrip().startswith("|"):
        cells = cells[1:]
    if line.rstrip().endswith("|"):
        cells = cells[:-1]
    return cells
