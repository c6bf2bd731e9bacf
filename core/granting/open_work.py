"""What a person has open in each room: shown before it is handed over (移交), and moved then."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

SHOWN = 20
"""As many titles of one kind are named before it is handed over; all are counted."""


@dataclass(frozen=True)
class OpenWork:
    """One kind of open work: `find(person)` returns its objects, whose texts are their titles;
    `move(person, to, by)` gives them to another person and returns how many went.
    """

    name: str
    label: Any
    find: Callable[[Any], QuerySet[Any]]
    move: Callable[[Any, Any, Any], int]


@dataclass(frozen=True)
class Found:
    """What a person has open of one kind: how much, and the titles of the first."""

    label: Any
    count: int
    titles: list[str]

    @property
    def more(self) -> int:
        """How many are not named."""
        return self.count - len(self.titles)


_KINDS: dict[str, OpenWork] = {}


def register(kind: OpenWork) -> None:
    """Let one kind of open work be shown and moved; rooms call this from their `answers.py`."""
    _KINDS[kind.name] = kind


def has_open_work(person: Any) -> bool:
    """Return whether a person has anything open."""
    return any(kind.find(person).exists() for kind in _KINDS.values())


def open_work_of(person: Any) -> list[Found]:
    """Return what a person has open, without what is none."""
    return [found for kind in _KINDS.values() if (found := _found(kind, person)).count]


def _found(kind, person):
    objects = kind.find(person)
    return Found(kind.label, objects.count(), [str(one) for one in objects[:SHOWN]])


def move_open_work(person: Any, to: Any, by: Any) -> dict[str, int]:
    """Move everything that is open to another person; return {name of the kind: how much}."""
    return {kind.name: kind.move(person, to, by) for kind in _KINDS.values()}
