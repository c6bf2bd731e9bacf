"""What a person has open in each room: shown before it is handed over (移交), and moved then."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class OpenWork:
    """One kind of open work: `count(person)` says how much there is, `move(person, to, by)` gives
    it to another person and returns how much went.
    """

    name: str
    label: Any
    count: Callable[[Any], int]
    move: Callable[[Any, Any, Any], int]


_KINDS: dict[str, OpenWork] = {}


def register(kind: OpenWork) -> None:
    """Let one kind of open work be counted and moved; rooms call this from their `answers.py`."""
    _KINDS[kind.name] = kind


def open_work_of(person: Any) -> list[tuple[Any, int]]:
    """Return what a person has open, [(what it is called, how much)], without what is none."""
    found = [(kind.label, kind.count(person)) for kind in _KINDS.values()]
    return [(label, count) for label, count in found if count]


def move_open_work(person: Any, to: Any, by: Any) -> dict[str, int]:
    """Move everything that is open to another person; return {name of the kind: how much}."""
    return {kind.name: kind.move(person, to, by) for kind in _KINDS.values()}
