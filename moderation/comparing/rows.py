"""Rows of tables matched by identity: the same row before and now, wherever it stands."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass

from guides.document.canonical import canonical_data
from guides.showing.wording import row_name

ALIKE = 0.5
"""Two rows that share this part of what they say are one row that was changed."""


@dataclass(frozen=True)
class RowPair:
    """One row before and now (同一行): numbers count from 0, None where it does not stand."""

    old: dict | None
    new: dict | None
    old_number: int | None = None
    new_number: int | None = None
    is_moved: bool = False

    @property
    def row(self) -> dict:
        """The row as it is now, or as it was when it is gone."""
        return (self.old if self.new is None else self.new) or {}

    @property
    def number(self) -> int:
        """Its number now, or before when it is gone."""
        return (self.old_number if self.new_number is None else self.new_number) or 0


def pair_rows(old: list[dict], new: list[dict]) -> list[RowPair]:
    """Return the pairs of two tables, in the order of the new one, then what was taken away.

    A row is known by its key, by being equal, by a name that it alone has, or by saying much the
    same. It has moved when it stands elsewhere among those that stayed; rows that come before it
    do not move it.
    """
    matches = _matches(old, new)
    stayed = _longest_rising([number for _place, number in sorted(matches.items())])
    pairs = [
        RowPair(
            old[matches[place]] if place in matches else None,
            row,
            matches.get(place),
            place,
            place in matches and matches[place] not in stayed,
        )
        for place, row in enumerate(new)
    ]
    gone = set(range(len(old))) - set(matches.values())
    return pairs + [RowPair(old[number], None, number) for number in sorted(gone)]


def _matches(old: list[dict], new: list[dict]) -> dict[int, int]:
    """Return {number now: number before} of the rows that are the same."""
    matches: dict[int, int] = {}
    for identity in (_key, _whole, row_name):
        for place, number in _by(identity, _left(old, matches.values()), _left(new, matches)):
            matches[place] = number
    for place, row in _left(new, matches).items():
        alike = {
            number: likeness(other, row) for number, other in _left(old, matches.values()).items()
        }
        best = max(alike, key=lambda number: (alike[number], -abs(number - place)), default=None)
        if best is not None and alike[best] >= ALIKE:
            matches[place] = best
    return matches


def _left(rows: list[dict], taken) -> dict[int, dict]:
    taken = set(taken)
    return {number: row for number, row in enumerate(rows) if number not in taken}


def _by(
    identity: Callable[[dict], Hashable], old: dict[int, dict], new: dict[int, dict]
) -> Iterator[tuple[int, int]]:
    """Yield (number now, number before) of rows with the same identity.

    Of several equal rows the first goes with the first; a name is none when several rows have it.
    """
    before, now = (_grouped(identity, rows) for rows in (old, new))
    for name in before.keys() & now.keys():
        if identity is row_name and len(before[name]) + len(now[name]) > 2:
            continue
        yield from zip(now[name], before[name], strict=False)


def _grouped(identity, rows: dict[int, dict]) -> dict[Hashable, list[int]]:
    groups: dict[Hashable, list[int]] = defaultdict(list)
    for number, row in rows.items():
        if name := identity(row):
            groups[name].append(number)
    return groups


def _key(row: dict) -> str:
    return row.get("key") or ""


def _whole(row: dict) -> str:
    return canonical_data(_content(row))


def _content(row: dict) -> dict:
    return {name: value for name, value in row.items() if name != "key" and value not in _UNSAID}


_UNSAID = (None, "", [], False)


def likeness(one: dict, other: dict) -> float:
    """Return which part of what two rows say is equal, 0 to 1."""
    one, other = _content(one), _content(other)
    names = one.keys() | other.keys()
    same = sum(name in one and name in other and one[name] == other[name] for name in names)
    return same / len(names) if names else 0


def _longest_rising(numbers: list[int]) -> set[int]:
    """Return the most of these different numbers that stand in rising order."""
    best: list[list[int]] = []
    for number in numbers:
        lower = [line for line in best if line[-1] < number]
        before: list[int] = max(lower, key=len, default=[])
        best.append([*before, number])
    longest: list[int] = max(best, key=len, default=[])
    return set(longest)
