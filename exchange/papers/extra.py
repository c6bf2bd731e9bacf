"""What a paper says of extra fields (补充字段): facts in a frame, each table under its name."""

from collections.abc import Mapping, Sequence
from typing import Any

from core.papers.content import Block, Facts, Heading, Table
from guides.showing.extra import extra_in_words

Row = Mapping[str, Any]
NARROWEST, WIDEST = 6, 40
"""Shares of the line that a column may take."""


def extra_blocks(rows: Sequence[Row]) -> list[Block]:
    """Return extra fields as blocks: those of one value together, then each table."""
    words = [extra_in_words(row) for row in rows]
    pairs = [(one["label"], one["value"]) for one in words if not one["heads"]]
    found: list[Block] = [Facts(pairs)] if pairs else []
    for one in words:
        if one["heads"]:
            found += [Heading(one["label"], 2), _table(one)]
    return found


def _table(one: Row) -> Table:
    heads, rows = one["heads"], one["rows"]
    widths = [
        max(NARROWEST, min(WIDEST, max(len(line[n]) for line in [heads, *rows])))
        for n in range(len(heads))
    ]
    return Table(heads, rows, widths, centred=frozenset())
