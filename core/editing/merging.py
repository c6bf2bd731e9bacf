"""Three-way merge of JSON values: what one person changed, and what another saved meanwhile.

A value that one side left alone becomes that of the other side. Objects are merged key by key,
tables row by row: a row is known by its id, a section of a stream by its type. A place that both
sides changed differently is a Conflict, which a person decides.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

MINE, THEIRS = "mine", "theirs"
ORDER = "~order"
"""The last step of the path of a Conflict about the order of rows; its values are their keys."""


class _Absent:
    """The value of a key or row that is not there."""

    def __repr__(self) -> str:
        return "ABSENT"


ABSENT: Final = _Absent()

Path = tuple[str, ...]


@dataclass(frozen=True)
class Conflict:
    """A place that both sides changed differently; ABSENT stands for a row taken away."""

    path: Path
    mine: Any
    theirs: Any


@dataclass(frozen=True)
class Merged:
    """What a merge gives: the value, and the Conflicts that nobody has decided yet.

    An undecided place has the value of the side that still has the row, else that of `mine`.
    """

    value: Any
    conflicts: list[Conflict]


def merge(base: Any, mine: Any, theirs: Any, choices: Mapping[Path, str] | None = None) -> Merged:
    """Return the Merged of two JSON values that come from `base`.

    `choices` decides Conflicts: {path: MINE or THEIRS}.
    """
    merging = _Merging(choices or {})
    return Merged(merging.value((), base, mine, theirs), merging.conflicts)


class _Merging:
    """One merge: walks down the three values and collects the Conflicts."""

    def __init__(self, choices: Mapping[Path, str]):
        self.choices = choices
        self.conflicts: list[Conflict] = []

    def value(self, path: Path, base: Any, mine: Any, theirs: Any) -> Any:
        if mine == theirs or theirs == base:
            return mine
        if mine == base:
            return theirs
        if isinstance(mine, dict) and isinstance(theirs, dict):
            return self._object(path, base if isinstance(base, dict) else {}, mine, theirs)
        tables = [table for rows in (base, mine, theirs) if (table := _table(rows)) is not None]
        if len(tables) == 3:
            return self._rows(path, *tables)
        return self._decide(path, mine, theirs)

    def _object(self, path: Path, base: dict, mine: dict, theirs: dict) -> dict:
        merged = {
            key: self.value((*path, key), *(one.get(key, ABSENT) for one in (base, mine, theirs)))
            for key in {**theirs, **mine}
        }
        return {key: value for key, value in merged.items() if value is not ABSENT}

    def _rows(self, path: Path, base: dict, mine: dict, theirs: dict) -> list:
        rows = {
            key: self._row((*path, key), *(one.get(key, ABSENT) for one in (base, mine, theirs)))
            for key in {**theirs, **mine}
        }
        kept = {key for key, row in rows.items() if row is not ABSENT}
        return [rows[key] for key in self._order(path, base, mine, theirs) if key in kept]

    def _row(self, path: Path, base: Any, mine: Any, theirs: Any) -> Any:
        if mine is not ABSENT and theirs is not ABSENT:
            was = base if base is ABSENT else base["value"]
            return theirs | {"value": self.value(path, was, mine["value"], theirs["value"])}
        left = theirs if mine is ABSENT else mine
        if base is ABSENT:
            return left
        if left["value"] == base["value"]:
            return ABSENT
        return self._decide(path, mine, theirs)

    def _order(self, path: Path, base: dict, mine: dict, theirs: dict) -> list[str]:
        """Return the keys of both sides: in the order of the side that moved rows."""
        common = mine.keys() & theirs.keys()
        known = common & base.keys() if base else common
        was, my, their = ([key for key in rows if key in known] for rows in (base, mine, theirs))
        if my == was or not base:
            return _woven(list(theirs), list(mine))
        if their == was or my == their:
            return _woven(list(mine), list(theirs))
        spine = self._decide((*path, ORDER), my, their)
        first, second = (theirs, mine) if spine == their else (mine, theirs)
        return _woven(list(first), list(second))

    def _decide(self, path: Path, mine: Any, theirs: Any) -> Any:
        choice = self.choices.get(path)
        if choice is None:
            self.conflicts.append(Conflict(path, mine, theirs))
            return theirs if mine is ABSENT else mine
        return mine if choice == MINE else theirs


def _table(rows: Any) -> dict[str, Any] | None:
    """Return {key: row} of a list of blocks, or None when it is none or its keys are not unique.

    A row of a list is known by its id; a section, which a stream has once, by its type.
    """
    if rows is ABSENT or rows is None:
        return {}
    if not isinstance(rows, list) or not all(_is_row(row) for row in rows):
        return None
    keyed = {row["id"] if row["type"] == "item" else row["type"]: row for row in rows}
    return keyed if len(keyed) == len(rows) else None


def _is_row(row: Any) -> bool:
    return isinstance(row, dict) and row.keys() >= {"id", "type", "value"}


def _woven(spine: list[str], others: list[str]) -> list[str]:
    """Return the keys of both lists: those that only `others` has follow their predecessor."""
    woven, known = list(spine), set(spine)
    place = 0
    for key in others:
        if key in known:
            place = woven.index(key) + 1
        else:
            woven.insert(place, key)
            place += 1
    return woven
