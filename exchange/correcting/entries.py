"""The numbered entries of the correction screen: stretches of text beside what they became."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from exchange.correcting.answers import Answer
from exchange.correcting.fields import Field, fields_at, model_of
from exchange.correcting.readings import reading_of
from exchange.correcting.reread import Reread
from exchange.correcting.targets import menu
from exchange.reading.draft import LOOK, SURE, UNRECOGNISED, Piece
from guides.outlines.places import place_in_words
from quality.finding import Finding

ASIDE = "aside"
MOST_LINES = 12
SOURCE = "/source"
"""Before the places in the source that findings of texts in no field have."""


@dataclass
class Entry:
    """One number on both sides (一处): its pieces, their place in the Document, how sure it is."""

    number: int
    pieces: list[Piece]
    confidence: str
    place: str
    label: str = ""
    reading: str = ""
    answer: Answer | None = None
    fields: list[Field] = field(default_factory=list)
    readings: list[str] = field(default_factory=list)
    """Two texts that contradict each other, of which one is to be chosen."""
    findings: list[Finding] = field(default_factory=list)
    sections: list[tuple[str, list[tuple[str, str]]]] = field(default_factory=list)
    lines: list[tuple[int, int, str]] = field(default_factory=list)
    """The lines of a text that was not recognised: (start, end, text)."""

    @property
    def start(self) -> int:
        """Where the entry begins in the source."""
        return self.pieces[0].start

    @property
    def end(self) -> int:
        """Where the entry ends in the source."""
        return self.pieces[-1].end

    @property
    def findings_by_row(self) -> list[tuple[str, Finding]]:
        """Return the findings with the words for their row, where the entry holds several."""
        return [(_row_in_words(self.place, one.pointer), one) for one in self.findings]

    @property
    def is_open(self) -> bool:
        """Whether the person still has something to say."""
        return self.confidence in (LOOK, UNRECOGNISED)


def entries_of(
    reread: Reread, answers: Iterable[Answer], findings: Iterable[Finding]
) -> list[Entry]:
    """Return the entries of a text in its order, with the findings of the rules at their places."""
    understood = reread.understood
    answers = list(answers)
    found = [
        Entry(number, pieces, confidence, place)
        for number, (confidence, place, pieces) in enumerate(
            _grouped(understood.pieces, reread.aside), start=1
        )
    ]
    for entry in found:
        _explain(entry, reread, answers)
    for finding in findings:
        if nearest := _nearest(found, finding.pointer):
            nearest.findings.append(finding)
    return found


def _grouped(pieces: list[Piece], aside: list[Answer]) -> Iterable[tuple[str, str, list[Piece]]]:
    """Yield (confidence, place, pieces) of neighbours that are one thing to look at."""
    last: tuple[str, str] | None = None
    group: list[Piece] = []
    for piece in pieces:
        kept = next((one for one in aside if one.start < piece.end and piece.start < one.end), None)
        confidence = ASIDE if kept else piece.confidence
        place = f"{kept.start}" if kept else _place(piece)
        if group and (confidence, place) != last:
            yield (*last, group)  # type: ignore[misc]
            group = []
        last = (confidence, place)
        group.append(piece)
    if group and last:
        yield (*last, group)


def _place(piece: Piece) -> str:
    """Return the place that a piece is grouped by: its section when sure, else its row or field."""
    steps = piece.pointer.strip("/").split("/")
    if piece.confidence == SURE:
        return "/" + steps[0]
    at_row = next((n for n, step in enumerate(steps) if step.isdigit()), None)
    depth = at_row + 1 if at_row is not None else min(len(steps), 2)
    return "/" + "/".join(steps[:depth])


def _explain(entry: Entry, reread: Reread, answers: list[Answer]) -> None:
    understood = reread.understood
    text = understood.source[entry.start : entry.end]
    entry.answer = next(
        (one for one in answers if one.start < entry.end and entry.start < one.end), None
    )
    if entry.confidence in (UNRECOGNISED, ASIDE):
        entry.reading = text
        entry.lines = _lines(understood.source, entry.pieces)
    else:
        entry.label = _label(understood.kind, entry)
        entry.reading = reading_of(
            entry.pieces, understood.kind, understood.document, in_detail=entry.confidence == LOOK
        )
    if entry.confidence == LOOK:
        pointers = [one[0] for one in _distinct_pointers(entry, understood)]
        entry.fields = [
            one
            for pointer in pointers
            for one in fields_at(understood.kind, understood.document, pointer)
        ]
        entry.readings = [
            reading
            for pointer, first, second in understood.conflicts
            if pointer in pointers
            for reading in (first, second)
        ]
    if entry.is_open:
        entry.sections = menu(text)


def _row_in_words(place: str, pointer: str) -> str:
    """Return the words for the row below a place that a pointer lies in, such as `row 3`."""
    inside = pointer.removeprefix(place).strip("/").split("/")
    number = next((int(step) for step in inside if step.isdigit()), None)
    return "" if number is None else _("row %(number)s") % {"number": number + 1}


def _distinct_pointers(entry: Entry, understood: Any) -> list[tuple[str]]:
    found: dict[str, None] = {}
    for piece in entry.pieces:
        pointer = piece.pointer
        if pointer == "/time_limits":
            pointer = "/time_limits/promised"
        inside = any(pointer == one or pointer.startswith(f"{one}/") for one in found)
        if not inside:
            found = {one: None for one in found if not one.startswith(f"{pointer}/")}
            found[pointer] = None
    return [(one,) for one in found]


def _label(kind: str, entry: Entry) -> str:
    steps = entry.place.strip("/").split("/")
    return place_in_words(model_of(kind), steps)


def _lines(source: str, pieces: list[Piece]) -> list[tuple[int, int, str]]:
    return [(one.start, one.end, source[one.start : one.end]) for one in pieces]


def _nearest(entries: list[Entry], pointer: str) -> Entry | None:
    """Return the entry that a finding's place comes from: the one with the longest common path."""
    if pointer.startswith(f"{SOURCE}/"):
        start = int(pointer.rpartition("/")[2])
        return next((one for one in entries if any(p.start == start for p in one.pieces)), None)
    best: tuple[int, Entry] | None = None
    for entry in entries:
        for piece in entry.pieces:
            common = _common(piece.pointer, pointer)
            if common and (best is None or common > best[0]):
                best = common, entry
    return best[1] if best else None


def _common(one: str, other: str) -> int:
    """Return how many steps two pointers share; 0 when one is not within the other's section."""
    steps, others = one.strip("/").split("/"), other.strip("/").split("/")
    count = 0
    for step, another in zip(steps, others, strict=False):
        if step != another:
            break
        count += 1
    return count


def is_settled(entries: Iterable[Entry]) -> bool:
    """Return whether nothing is left to look at; what was not recognised may stay."""
    return not any(entry.confidence == LOOK for entry in entries)


def counted(entries: Iterable[Entry]) -> dict[str, int]:
    """Return how many entries there are of each confidence."""
    counts = {SURE: 0, LOOK: 0, UNRECOGNISED: 0, ASIDE: 0}
    for entry in entries:
        counts[entry.confidence] += 1
    return counts
