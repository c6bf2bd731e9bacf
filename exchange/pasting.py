"""A table that somebody pastes into the editor (粘贴表格): its columns, and its rows as facts."""

from collections import Counter
from typing import Any

from core.registries import PastedTable
from exchange.reading.draft import Draft
from exchange.reading.hours import opening_hours
from exchange.reading.readers import read_section
from exchange.reading.sections import Section
from exchange.reading.source import Block, Source, Span
from exchange.reading.tables import COLUMNS, KEY_COLUMNS, TELLING, header_of
from exchange.reading.understand import validated
from guides.document.parts.contact import OpeningHours

KINDS = {
    "legal_bases": "legal_bases",
    "materials/items": "materials",
    "process/steps": "steps",
    "fees/items": "fees",
    "results": "results",
    "service_points": "service_points",
    "faqs": "faqs",
}
"""Tables of a guide, and what the reading of texts calls them."""
HOURS = "service_points/*/hours"
HEADER_ROWS = 3
"""A title or two may stand above the header."""


def read_pasted(
    table: str, cells: list[list[str]], columns: list[str] | None = None
) -> PastedTable | None:
    """Return what pasted rows of cells say for a table of a guide; None for one that takes none.

    `columns` is what a person has said each column to be, "" for one that is left out.
    """
    cells = [[" ".join(cell.split()) for cell in row] for row in cells if any(map(str.strip, row))]
    if table == HOURS:
        found, _sure = opening_hours("\n".join(" ".join(row) for row in cells))
        rows = [OpeningHours.model_validate(row).model_dump(mode="json") for row in found]
        return PastedTable(header=[], columns=[], options=[], rows=rows)
    kind = KINDS.get(table)
    if kind is None:
        return None
    header, body, guessed = _parted(kind, cells)
    width = max((len(row) for row in cells), default=0)
    columns = _fitted(guessed if columns is None else columns, width, kind)
    return PastedTable(
        header=(header + [""] * width)[:width],
        columns=columns,
        options=[("", "")] + [(key, words[0]) for key, words in COLUMNS[kind].items()],
        rows=_rows(table, kind, body, columns),
        samples=[(row + [""] * width)[:width] for row in body[:3]],
    )


def _parted(kind: str, cells: list[list[str]]) -> tuple[list[str], list[list[str]], list[str]]:
    """Return (header, rows below it, columns); without a header the columns are guessed."""
    for number, row in enumerate(cells[:HEADER_ROWS]):
        found = header_of(row, kind)
        if found and found[0] == kind:
            return row, cells[number + 1 :], found[1]
    return [], cells, _guessed(kind, cells)


def _guessed(kind: str, cells: list[list[str]]) -> list[str]:
    """Return columns by what most of their cells look like; the first plain one is the name."""
    guessed: list[str] = []
    for number in range(max((len(row) for row in cells), default=0)):
        looks = Counter(
            key
            for row in cells
            for key in COLUMNS[kind]
            if number < len(row) and key in TELLING and TELLING[key].search(row[number].strip())
        )
        best = next((key for key, _times in looks.most_common() if key not in guessed), "")
        enough = looks[best] * 2 > len(cells)
        plain = KEY_COLUMNS[kind] if KEY_COLUMNS[kind] not in guessed else ""
        guessed.append(best if enough else plain)
    return guessed


def _fitted(columns: list[str], width: int, kind: str) -> list[str]:
    """Return as many columns as the table is wide, each known and none twice."""
    fitted: list[str] = []
    for key in (columns + [""] * width)[:width]:
        fitted.append(key if key in COLUMNS[kind] and key not in fitted else "")
    return fitted


def _rows(
    table: str, kind: str, cells: list[list[str]], columns: list[str]
) -> list[dict[str, Any]]:
    """Return the rows as the readers of texts understand them, checked by the Document."""
    section = Section(kind, None, [], columns)
    source = Source("")
    for row in cells:
        start, spans = len(source.text), []
        for cell in (row + [""] * len(columns))[: len(columns)]:
            spans.append(Span(len(source.text), len(source.text) + len(cell)))
            source.text += cell + "\t"
        source.text += "\n"
        section.content.append(Block(start, len(source.text) - 1, tuple(spans), 1))
    draft = Draft(source)
    read_section(draft, section)
    found: Any = validated(draft, "guide")
    for step in table.split("/"):
        found = found[step]
    return found
