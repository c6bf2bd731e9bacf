"""Work of the relay that takes long: begun in one round, and gone on with in the next ones."""

from collections.abc import Callable
from time import monotonic
from typing import Any


class StepByStep:
    """Work in steps, of which this process does some in each round of the relay.

    `begin()` returns what is to be done, with `left` and `step()`, or None; `end(work)` is called
    once nothing of it is left. What stumbles begins anew.
    """

    def __init__(self, begin: Callable[[], Any], end: Callable[[Any], None]) -> None:
        self._begin, self._end = begin, end
        self._begun: Any = None

    def work(self, until: float) -> int:
        """Do steps up to a `monotonic()` moment, and one at least, so that other work cannot put
        this one off for ever; return how many.
        """
        work = self._begun or self._begin()
        if work is None:
            return 0
        self._begun, steps = None, 0
        while not steps or (work.left and monotonic() < until):
            work.step()
            steps += 1
        if work.left:
            self._begun = work
        else:
            self._end(work)
        return steps

    def forget(self) -> None:
        """Let the next round begin anew."""
        self._begun = None
