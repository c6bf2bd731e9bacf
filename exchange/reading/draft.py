"""What has been understood so far: the Document's facts, and which text each came from."""

import re
from dataclasses import dataclass, field, replace
from typing import Any

from exchange.reading.source import Source, Span

SURE, LOOK, UNRECOGNISED = "sure", "look", "unrecognised"
MARKS = re.compile(r"[\s|:：;；,，。、.·\-—_+=*]+")
"""What parts cells and clauses and says nothing."""

SHORTEST_BORDER = 3


@dataclass(frozen=True)
class Piece(Span):
    """A stretch of the source (原文片段) with its place in the Document and how sure that is."""

    pointer: str = ""
    confidence: str = UNRECOGNISED


@dataclass
class Draft:
    """The facts of a Document in the making, and the pieces of the source that they come from."""

    source: Source
    facts: dict[str, Any] = field(default_factory=dict)
    pieces: list[Piece] = field(default_factory=list)
    conflicts: list[tuple[str, str, str]] = field(default_factory=list)
    unfilled: list[tuple[str, str]] = field(default_factory=list)
    claimed: dict[str, str] = field(default_factory=dict)

    def claim(self, span: Span | None, pointer: str, confidence: str = SURE) -> None:
        """Mark a stretch of text as understood; stretches that are taken already stay so."""
        if span is None:
            return
        for start, end in self.free(span):
            if self.source.text[start:end].strip():
                self.pieces.append(Piece(start, end, pointer, confidence))

    def doubt(self, span: Span | None) -> None:
        """Let a person look at the pieces that lie within a stretch."""
        self.pieces = [
            replace(one, confidence=LOOK)
            if span and span.start <= one.start and one.end <= span.end
            else one
            for one in self.pieces
        ]

    def free(self, span: Span) -> list[tuple[int, int]]:
        """Return the parts of a stretch that no piece has claimed, as (start, end)."""
        free = [(span.start, span.end)]
        for piece in self.pieces:
            free = [
                part
                for start, end in free
                for part in ((start, min(end, piece.start)), (max(start, piece.end), end))
                if part[0] < part[1]
            ]
        return free

    def put(self, path: str, value: Any, span: Span, confidence: str = SURE) -> None:
        """Set one value and claim its text; another value said before is kept as a conflict."""
        pointer = "/" + path.replace(".", "/")
        text = self.source.of(span).strip()
        known = self.at(path)
        if known not in (None, "", []) and known != value:
            self.conflicts.append((pointer, self.claimed.get(path, str(known)), text))
            self.claim(span, pointer, LOOK)
            return
        self.claimed.setdefault(path, text)
        holder = self.facts
        *steps, last = path.split(".")
        for step in steps:
            holder = holder.setdefault(step, {})
        holder[last] = value
        self.claim(span, pointer, confidence)

    def append(self, path: str, row: Any, span: Span, confidence: str = SURE) -> str:
        """Add a row to a list and claim its text; return the row's pointer."""
        rows = self.rows(path)
        rows.append(row)
        pointer = "/" + path.replace(".", "/") + f"/{len(rows) - 1}"
        self.claim(span, pointer, confidence)
        return pointer

    def rows(self, path: str) -> list:
        """Return the list at a path, made when it is not there."""
        holder: Any = self.facts
        *steps, last = path.split(".")
        for step in steps:
            holder = holder.setdefault(step, {})
        return holder.setdefault(last, [])

    def at(self, path: str) -> Any:
        """Return the value at a path, None when there is none."""
        holder: Any = self.facts
        for step in path.split("."):
            holder = holder.get(step) if isinstance(holder, dict) else None
        return holder

    def all_pieces(self) -> list[Piece]:
        """Return pieces in the text's order; every character that is not blank lies in one."""
        text = self.source.text
        marks = []
        for start, end in self.free(Span(0, len(text))):
            for line_start, line_end in _lines(text, start, end):
                is_mark = MARKS.fullmatch(text, line_start, line_end)
                (marks if is_mark else self.pieces).append(Piece(line_start, line_end))
        return _with_marks(text, [_trim(text, one) for one in self.pieces], marks)


def _with_marks(text: str, pieces: list[Piece], marks: list[Piece]) -> list[Piece]:
    """Return pieces in order; a border or a comma between two belongs to the one before it."""
    found = sorted(pieces, key=lambda one: one.start)
    for mark in sorted((_trim(text, one) for one in marks), key=lambda one: one.start):
        number = next((n for n, one in enumerate(found) if one.start > mark.start), len(found))
        before = found[number - 1] if number else None
        if before and ("\n" not in text[before.end : mark.start] or _is_border(mark)):
            found[number - 1] = replace(before, end=mark.end)
        elif number < len(found) and "\n" not in text[mark.end : found[number].start]:
            found[number] = replace(found[number], start=mark.start)
        else:
            found.insert(number, mark)
    return found


def _is_border(mark: Piece) -> bool:
    """Return whether a mark is the rule of a table, which belongs to the row above it."""
    return mark.end - mark.start >= SHORTEST_BORDER


def _lines(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the lines of a stretch that are not blank."""
    found, at = [], start
    for line in text[start:end].split("\n"):
        if line.strip():
            found.append((at, at + len(line)))
        at += len(line) + 1
    return found


def _trim(text: str, piece: Piece) -> Piece:
    start, end = piece.start, piece.end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Piece(start, end, piece.pointer, piece.confidence)
