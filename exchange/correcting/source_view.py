"""The source as the correction screen shows it: paragraphs and tables with numbered stretches."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from exchange.correcting.entries import Entry
from exchange.reading.source import Source


@dataclass(frozen=True)
class Stretch:
    """Some characters of the source, with the entry that they belong to."""

    text: str
    entry: Entry | None = None
    begins: bool = False
    """Whether the entry's number stands here."""


@dataclass
class Paragraph:
    """A line of the source."""

    stretches: list[Stretch]
    is_table: bool = False


@dataclass
class Table:
    """A table of the source: rows of cells of stretches."""

    rows: list[list[list[Stretch]]] = field(default_factory=list)
    is_table: bool = True


def shown_source(source: Source, entries: list[Entry]) -> list[Paragraph | Table]:
    """Return the paragraphs and tables of a source, each character with its entry."""
    marks = _Marks(entries)
    found: list[Paragraph | Table] = []
    at: int | None = None
    for block in source.blocks:
        if len(block.cells) > 1:
            if block.table != at or not isinstance(found[-1] if found else None, Table):
                found.append(Table())
            table = found[-1]
            assert isinstance(table, Table)  # noqa: S101 - tells the type checker
            table.rows.append(
                [list(marks.cut(source, cell.start, cell.end)) for cell in block.cells]
            )
            at = block.table
        else:
            found.append(Paragraph(list(marks.cut(source, block.start, block.end))))
            at = None
    return found


class _Marks:
    """Cuts stretches of the source at the borders of the entries' pieces."""

    def __init__(self, entries: list[Entry]) -> None:
        self._pieces = [
            (piece.start, piece.end, entry) for entry in entries for piece in entry.pieces
        ]
        self._numbered: set[int] = set()

    def cut(self, source: Source, start: int, end: int) -> Iterator[Stretch]:
        at = start
        for piece_start, piece_end, entry in self._pieces:
            if piece_end <= at or piece_start >= end:
                continue
            if piece_start > at:
                yield Stretch(source.text[at:piece_start])
                at = piece_start
            upto = min(piece_end, end)
            begins = entry.number not in self._numbered
            self._numbered.add(entry.number)
            yield Stretch(source.text[at:upto], entry, begins)
            at = upto
        if at < end:
            yield Stretch(source.text[at:end])
