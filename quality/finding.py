"""What a rule finds in a Document: the place, the reason, and how to mend it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Change:
    """One change of a Document's JSON, as in JSON Patch (RFC 6902): `replace` or `remove`."""

    op: str
    path: str
    value: object = None


@dataclass(frozen=True)
class Fix:
    """A suggested mend (建议): a sentence, and the changes that carry it out.

    A `certain` fix is applied with one click (采用); any other only says what could be done.
    """

    text: str
    changes: tuple[Change, ...] = ()
    certain: bool = False


@dataclass(frozen=True)
class Hit:
    """What a rule function yields: a place (JSON pointer) with its message.

    `span` holds the offending characters' first and last-but-one index within the text at
    `pointer`. `severity` replaces the rule's own where one rule has two grades.
    """

    pointer: str
    message: str
    span: tuple[int, int] | None = None
    fix: Fix | None = None
    severity: str | None = None


@dataclass(frozen=True)
class Finding:
    """A hit of a rule (质检结果), with the rule's number, severity and legal basis."""

    rule: str
    severity: str
    pointer: str
    message: str
    basis: str = ""
    span: tuple[int, int] | None = None
    fix: Fix | None = None

    @property
    def section(self) -> str:
        """The Document's top-level key that the finding lies in; empty for the whole Document."""
        return self.pointer.strip("/").partition("/")[0]

    def as_json(self) -> dict:
        """Return the finding as JSON data; `fix` is null or its sentence with its changes."""
        return asdict(self)


def replaced(path: str, value: object, text: str, *, certain: bool = True) -> Fix:
    """Return the fix that sets one value."""
    return Fix(text, (Change("replace", path, value),), certain)


def removed(path: str, text: str, *, certain: bool = False) -> Fix:
    """Return the fix that takes one value or row away."""
    return Fix(text, (Change("remove", path),), certain)


def value_at(data: Mapping[str, Any], pointer: str) -> Any:
    """Return what stands at a JSON pointer of a Document's JSON; None where nothing does."""
    value: Any = data
    for step in pointer.strip("/").split("/"):
        try:
            value = value[int(step)] if isinstance(value, list) else value[step]
        except (LookupError, TypeError, ValueError):
            return None
    return value
