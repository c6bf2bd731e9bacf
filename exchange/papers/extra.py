"""What a paper says of extra fields (补充字段): facts in a frame, each table under its name."""

from collections.abc import Mapping, Sequence
from typing import Any

from core.papers.content import Block, Facts, Heading, Table
from guides.document.manual import MANUAL_SCHEMA
from guides.document.shared import EXTRA, EXTRAS
from guides.showing.extra import extra_in_words

Row = Mapping[str, Any]
NARROWEST, WIDEST = 6, 40
"""Shares of the line that a column may take."""


def extra_by_section(document: Mapping[str, Any], printed: Sequence[str]) -> dict[str, list[Row]]:
    """Return {printed section: the extra fields after it}; "" has those of no printed section.

    A manual has the internal ones too.
    """
    is_manual = document["schema_version"] == MANUAL_SCHEMA
    found: dict[str, list[Row]] = {}
    for section in EXTRAS if is_manual else (EXTRA,):
        for row in document.get(section, ()):
            found.setdefault(_after(row["section"], printed), []).append(row)
    return found


def extra_blocks(rows: Sequence[Row]) -> list[Block]:
    """Return extra fields as blocks: those of one value together, then each table."""
    words = [extra_in_words(row) for row in rows]
    pairs = [(one["label"], one["value"]) for one in words if not one["heads"]]
    found: list[Block] = [Facts(pairs)] if pairs else []
    for one in words:
        if one["heads"]:
            found += [Heading(one["label"], 2), _table(one)]
    return found


def _after(section: str, printed: Sequence[str]) -> str:
    """Return the printed section after which a field stands: its own, or the last part of it."""
    if section in printed:
        return section
    place = section.partition(".")[0]
    parts = [key for key in printed if key.partition(".")[0] == place]
    return parts[-1] if parts else ""


def _table(one: Row) -> Table:
    heads, rows = one["heads"], one["rows"]
    widths = [
        max(NARROWEST, min(WIDEST, max(len(line[n]) for line in [heads, *rows])))
        for n in range(len(heads))
    ]
    return Table(heads, rows, widths, centred=frozenset())
