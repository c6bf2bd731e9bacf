"""What an import did: counts, and every refused record with its place and reason."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any


class RefusedError(Exception):
    """A record cannot be taken; `problems` are (place in the record, reason) pairs."""

    def __init__(self, *problems):
        super().__init__("; ".join(f"{place}: {reason}" for place, reason in problems))
        self.problems = problems


@dataclass
class ImportReport:
    """The outcome of an import, good for people and as JSON."""

    counts: Counter = field(default_factory=Counter)
    refused: list = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    """What a person should know of the outcome besides, a sentence each."""

    def refuse(self, source: str, record: int, problems: Iterable[tuple[Any, Any]]) -> None:
        """Keep the problems of one record; `record` is its number in `source`, from 1."""
        self.counts["refused"] += 1
        self.refused += [
            {"source": source, "record": record, "pointer": str(place), "message": str(reason)}
            for place, reason in problems
        ]

    @property
    def exit_code(self) -> int:
        """0, or 2 when some records were refused."""
        return 2 if self.refused else 0

    def as_dict(self) -> dict[str, Any]:
        """Return the report as JSON data."""
        names = ("created", "updated", "unchanged", "refused")
        counts = dict.fromkeys(names, 0) | dict(self.counts)
        more = {"notes": self.notes} if self.notes else {}
        return counts | {"problems": self.refused} | more
