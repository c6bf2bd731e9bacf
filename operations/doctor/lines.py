"""The lines that the doctor looks at, each a function that returns an Ailment or nothing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True)
class Ailment:
    """What is wrong: its cause, what to do, whether it only deserves a warning.

    A remedy that is a command stands between backquotes, and works as it stands.
    """

    cause: str
    remedy: str
    is_warning: bool = False


@dataclass(frozen=True)
class Line:
    """One thing that the doctor looks at; `needs` names lines that must be well for it."""

    name: str
    label: str | Promise
    look: Callable[[], Ailment | None]
    needs: tuple[str, ...] = ()


Look = Callable[[], Ailment | None]
LINES: dict[str, Line] = {}


def line(name: str, label: str | Promise, *, needs: Sequence[str] = ()) -> Callable[[Look], Look]:
    """Register the decorated function as a line of the doctor."""

    def register(look):
        LINES[name] = Line(name, label, look, tuple(needs))
        return look

    return register
