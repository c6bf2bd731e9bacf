"""Several guides seen as one (合在一起): what to bring once, what follows what, how long."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil
from typing import Any

from guides.choices import TimeUnit

DAYS = {
    TimeUnit.INSTANT: 0.0,
    TimeUnit.HOUR: 1 / 8,
    TimeUnit.WORKING_DAY: 1.0,
    TimeUnit.CALENDAR_DAY: 5 / 7,
    TimeUnit.MONTH: 21.0,
}
"""Working days of a unit; a limit is rounded up to whole days."""


@dataclass
class Part:
    """A guide of a bundle with its place, its public Document and its days in the whole."""

    place: int
    code: str
    after: list[int]
    document: Mapping[str, Any]
    version: int
    begins: int = 1
    """The working day on which it begins, from 1."""
    ends: int = 1
    is_longest: bool = False
    """Whether it lies on the path that makes the promise."""

    @property
    def days(self) -> int:
        """How many working days its promise takes, 0 for at once."""
        promised = self.document["time_limits"]["promised"]
        if promised["unit"] is None or promised["value"] is None:
            return 0
        return ceil(promised["value"] * DAYS.get(promised["unit"], 1.0))


@dataclass
class Need:
    """A material of the whole, with the parts that ask for it."""

    name: str
    note: str
    places: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class Joint:
    """A bundle as a reader sees it."""

    parts: list[Part]
    bring: list[Need]
    spared: list[Need]
    promise: int
    apart: int
    """Working days when one thing is done after the other."""
    papers_apart: int
    is_free: bool
    visits: int
    is_online: bool

    @property
    def longest(self) -> list[Part]:
        """The parts on the path that makes the promise, in their order."""
        return sorted((one for one in self.parts if one.is_longest), key=lambda one: one.begins)


def joint(parts: Sequence[Part]) -> Joint:
    """Return the joint view of parts; circles among them are cut where they close."""
    parts = sorted(parts, key=lambda one: one.place)
    _schedule(parts)
    bring, spared = _materials(parts)
    handlings = [one.document["handling"] for one in parts]
    return Joint(
        parts=parts,
        bring=bring,
        spared=spared,
        promise=max((one.ends for one in parts), default=0),
        apart=max(sum(one.days for one in parts), 1),
        papers_apart=sum(_counted(one) for one in parts),
        is_free=all(one.document["fees"]["charged"] is False for one in parts),
        visits=max((one["visits"] or 0 for one in handlings), default=0),
        is_online=all(one["online"] for one in handlings),
    )


def _schedule(parts: list[Part]) -> None:
    """Set the first and last day of each part: it begins when those before it are done.

    What takes days is followed on the next day, what is done at once on the same.
    """
    places = {one.place: one for one in parts}
    done: set[int] = set()

    def schedule(part: Part, above: frozenset[int]) -> None:
        if part.place in done:
            return
        before = [places[one] for one in part.after if one in places and one not in above]
        for one in before:
            schedule(one, above | {one.place})
        part.begins = max((one.ends + bool(one.days) for one in before), default=1)
        part.ends = part.begins + max(part.days, 1) - 1
        done.add(part.place)

    for part in parts:
        schedule(part, frozenset({part.place}))
    _mark_longest(parts, places)


def _mark_longest(parts: list[Part], places: dict[int, Part]) -> None:
    part: Part | None = max(parts, key=lambda one: one.ends, default=None)
    while part is not None and not part.is_longest:
        part.is_longest = True
        before = [places[one] for one in part.after if one in places]
        part = max(before, key=lambda one: one.ends, default=None)


def _materials(parts: list[Part]) -> tuple[list[Need], list[Need]]:
    """Return what is brought once, and what need not be: exempt, or made by another part."""
    made = {row["name"] for one in parts for row in one.document["results"] if row["name"]}
    bring: dict[str, Need] = {}
    spared: dict[str, Need] = {}
    for part in parts:
        for row in part.document["materials"]["items"]:
            is_spared = row["exempt"] or row["name"] in made
            heap = spared if is_spared else bring
            need = heap.setdefault(_same(row), Need(row["name"], row["source_note"]))
            if part.place not in need.places:
                need.places.append(part.place)
    return list(bring.values()), [one for key, one in spared.items() if key not in bring]


def _same(row: Mapping[str, Any]) -> str:
    """Return what tells that two guides mean one material: the reuse key, else the name."""
    return row["reuse_key"] or "".join(row["name"].split())


def _counted(part: Part) -> int:
    return sum(not row["exempt"] for row in part.document["materials"]["items"])
