"""Work that takes long, done a little in each round of the relay; every room registers its own."""

import logging
from collections.abc import Callable
from time import monotonic

log = logging.getLogger(__name__)

SECONDS_A_ROUND = 0.6
"""What all work together may take of a round; what follows the events waits for no more."""

_WORK = {}


def register(name: str, work: Callable[[float], int]) -> None:
    """Let `work(until)` be called in each round; it begins nothing after that `monotonic()` moment.

    `work` returns how many steps it did; each step is a short transaction of its own.
    """
    _WORK[name] = work


def do_some(seconds: float = SECONDS_A_ROUND) -> dict[str, int]:
    """Let each registered work go on, within seconds for all of them; return {name: steps}."""
    until = monotonic() + seconds
    return {name: _steps(name, work, until) for name, work in _WORK.items()}


def _steps(name, work, until):
    try:
        return work(until)
    except Exception:  # one room's fault must stop neither the relay nor the others
        log.exception("background work %s stumbled", name)
        return 0
