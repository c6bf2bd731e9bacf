"""Primary keys and sequence numbers, handed out one after the other."""

from collections.abc import Mapping


class Numbers:
    """The next free number of each kind (the kinds of `Plan.needs`)."""

    def __init__(self, free):
        self.free = dict(free)

    def take(self, kind: str) -> int:
        """Return the next number of a kind."""
        number = self.free[kind]
        self.free[kind] = number + 1
        return number

    def skip(self, needs: Mapping[str, int]) -> None:
        """Leave out as many numbers of each kind as `needs` says."""
        for kind, count in needs.items():
            self.free[kind] += count
