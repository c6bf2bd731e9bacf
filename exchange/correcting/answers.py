"""What a person says about a stretch of an imported text: right, elsewhere, a note, not wanted."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from exchange.reading.source import Span

OK, PLACE, SET, NOTE, DROP = "ok", "place", "set", "note", "drop"
KINDS = frozenset({OK, PLACE, SET, NOTE, DROP})


@dataclass(frozen=True)
class Answer(Span):
    """An answer (校正) to one stretch of the source.

    `place` puts it into the section `target`, `set` gives values by their JSON pointers, `note`
    keeps it beside the draft, `drop` leaves it out, `ok` confirms what was understood.
    """

    kind: str = OK
    target: str = ""
    values: dict[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Return the answer as JSON data."""
        return asdict(self)


def answers_of(data: Iterable[dict[str, Any]]) -> list[Answer]:
    """Return answers from their JSON data."""
    return [Answer(**one) for one in data]


def with_answer(answers: Iterable[Answer], new: Answer) -> list[Answer]:
    """Return the answers with a new one in the place of those that it overlaps."""
    others = [one for one in answers if one.end <= new.start or new.end <= one.start]
    return sorted([*others, new], key=lambda one: one.start)
