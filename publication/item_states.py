"""The public states of one item's guides, which a guide's page shows and depends on: one query."""

import json
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from typing import Any

from core.wagtail_changes.prepared_statement import rows_of
from guides.showing.words import full_name
from publication.choices import OPEN_STATES
from publication.life.successors import Successor, successor_of, successors_of_record
from publication.models.state import is_overdue
from publication.reading import as_date, state_of_version

MOST_SITUATIONS = 60

# By hand, as this is what a crowd of readers costs: the ORM takes longer than the database here.
STATES = f"""
    SELECT state.code, state.state, state.seq, state.newest_version, state.title, state.summary,
           state.reason, state.since, state.until, state.successor,
           version.version, version.filing_no, CAST(state.handed_to AS text),
           CAST(state.bundles AS text){{columns}}
    FROM publication_publicstate AS state
    JOIN publication_publishedversion AS version ON version.id = state.current_id
    {{join}}
    WHERE state.kind = 'guide' AND (state.code = %(code)s OR state.item_key = (
        SELECT mine.item_key FROM publication_publicstate AS mine
        WHERE mine.code = %(code)s AND mine.kind = 'guide' AND mine.item_key NOT LIKE '%%:'))
    ORDER BY state.code <> %(code)s, state.code
    LIMIT {MOST_SITUATIONS}
"""  # noqa: S608  only constants of ours are put in
"""The guide first, then the others of its item: without a basic code the key ends in a colon and
would name unrelated items."""
FACTS = 14
"""So many columns are a ReaderState's."""


@dataclass(frozen=True)
class Join:
    """Columns of an upper room's table that are read along: at most one row for each state."""

    columns: tuple[str, ...] = ()
    sql: str = ""
    """`LEFT JOIN … ON …`, which may name `state.code` and values."""


NO_JOIN = Join()


@dataclass(frozen=True)
class ReaderState:
    """The public state of one guide as its page needs it."""

    code: str
    state: str
    seq: int
    newest_version: int
    title: str
    summary_text: str
    reason: str
    since: date | None
    until: date | None
    successor: str
    version: int
    """The current version."""
    filing_no: str
    handed_to_text: str
    bundles_text: str

    @cached_property
    def handed_to(self) -> dict[str, Any]:
        """The department {slug,name,name_en,on} that is responsible before it files; or {}."""
        return json.loads(self.handed_to_text)

    @cached_property
    def bundles(self) -> list[dict[str, Any]]:
        """The filed bundles {slug,name,name_en} that hold this guide."""
        return json.loads(self.bundles_text)

    @cached_property
    def summary(self) -> dict[str, Any]:
        """The facts that lists show (`publication.summary`)."""
        return json.loads(self.summary_text)

    @property
    def is_overdue(self) -> bool:
        """Whether the day has come until which the guide was to be suspended."""
        return is_overdue(self.state, self.until)

    @cached_property
    def successor_shown(self) -> Successor | None:
        """The Successor to which readers of an abolished guide are sent, or None; a query."""
        return self.successors_shown[0] if self.successors_shown else None

    @cached_property
    def successors_shown(self) -> list[Successor]:
        """All Successors: after a division there are several; a query, and one for each."""
        if not self.successor:
            return []
        codes = successors_of_record(self.code) or [self.successor]
        return [found for code in codes if (found := successor_of(code))]

    @property
    def name(self) -> dict[str, str]:
        """The full name as `{name, name_en}`."""
        return full_name(self.summary, self.title)

    def state_of(self, number: int) -> str:
        """Return the state that readers get for version `number`."""
        return state_of_version(self.state, self.version, number)


class ItemStates:
    """The public state of a guide (`own`, None without one) with its siblings: the other open
    situations of the same item, by code, the guide among them.

    `joined` holds the values of the Join's columns in the guide's own row.
    """

    def __init__(self, code, rows):
        self.code = code
        found = [_state(row[:FACTS]) for row in rows]
        self.guide: Any = found[0] if found and found[0].code == code else None
        self.joined = rows[0][FACTS:] if self.guide else ()
        self.siblings = sorted(
            (one for one in found if one.code == code or one.state in OPEN_STATES),
            key=lambda one: one.code,
        )

    def key(self) -> list[str]:
        """Return what changes whenever the pages of this item must change.

        A guide's sequence number moves with every event, so it stands for content and state. That
        the day of a suspension has come is no event.
        """
        key = [f"{one.code}:{one.state}:{one.seq}" for one in self.siblings]
        if self.guide.is_overdue:
            key.append("overdue")
        for successor in self.guide.successors_shown:
            key.append(f"{successor.code}:{successor.seq}")
        key += [f"{one['slug']}:{one['name']}" for one in self.guide.bundles]
        return key


def read_item(code: str, join: Join = NO_JOIN, **values: Any) -> ItemStates:
    """Return the ItemStates of a guide; one query. `values` are those that the Join names."""
    return ItemStates(code, rows_of(_statement(join), {"code": code, **values}))


@cache
def _statement(join):
    columns = "".join(f", {column}" for column in join.columns)
    return STATES.format(columns=columns, join=join.sql)


def _state(row):
    facts = list(row)
    facts[7:9] = [as_date(value) for value in facts[7:9]]
    return ReaderState(*facts)
