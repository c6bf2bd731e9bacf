"""Understands a source anew with a person's answers; what they settle is certain."""

import copy
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from pydantic import ValidationError

from exchange.correcting.answers import DROP, NOTE, OK, PLACE, SET, Answer
from exchange.correcting.targets import BY_KEY
from exchange.reading.draft import SURE, Piece
from exchange.reading.placing import Placed
from exchange.reading.source import Source
from exchange.reading.understand import Understanding, understand
from guides.document import GuideDocument, ManualDocument
from guides.document.errors import problems_of
from guides.outlines.extra_fields import ExtraFieldRule

SET_ASIDE = frozenset({NOTE, DROP})


class WrongValueError(Exception):
    """A value that a person gave does not fit its place; the message says why."""


@dataclass(frozen=True)
class Reread:
    """A text as it is understood with the answers, and what they keep beside it."""

    understood: Understanding
    aside: list[Answer] = field(default_factory=list)
    """Stretches that are kept as notes, or left out."""

    def notes(self) -> list[str]:
        """Return the texts that are to be kept beside the draft."""
        source = self.understood.source
        return [source[one.start : one.end] for one in self.aside if one.kind == NOTE]


def reread(
    source: Source,
    kind: str,
    answers: Iterable[Answer],
    extra: Iterable[ExtraFieldRule] = (),
) -> Reread:
    """Return what a source says with a person's answers; WrongValueError for values that misfit.

    `extra` are the fields that outlines ask for besides.
    """
    answers = list(answers)
    placed = [
        Placed(one.start, one.end, one.target, BY_KEY[one.target].put)
        for one in answers
        if one.kind == PLACE
    ]
    aside = [one for one in answers if one.kind in SET_ASIDE]
    found = understand(source, kind, placed=placed, aside=aside, extra=extra)
    values = {
        place: value for one in answers if one.kind == SET for place, value in one.values.items()
    }
    document = with_values(found.document, found.kind, values) if values else found.document
    settled = [one for one in answers if one.kind in (OK, SET, PLACE)]
    pieces = [_settled(piece, settled) for piece in found.pieces]
    conflicts = tuple(one for one in found.conflicts if one[0] not in values)
    changed = replace(found, document=document, pieces=pieces, conflicts=conflicts)
    return Reread(changed, aside)


def _settled(piece: Piece, answers: list[Answer]) -> Piece:
    if piece.pointer and any(one.start <= piece.start and piece.end <= one.end for one in answers):
        return replace(piece, confidence=SURE)
    return piece


def with_values(document: dict[str, Any], kind: str, values: dict[str, Any]) -> dict[str, Any]:
    """Return a Document's JSON with values at their pointers; raises WrongValueError."""
    model = ManualDocument if kind == "manual" else GuideDocument
    changed = copy.deepcopy(document)
    for pointer, value in values.items():
        _set(changed, pointer.strip("/").split("/"), value)
    try:
        return model.model_validate(changed).model_dump(mode="json")
    except ValidationError as error:
        raise WrongValueError("；".join(one.message for one in problems_of(error))) from error


def _set(holder: Any, steps: list[str], value: Any) -> None:
    *before, last = steps
    try:
        for step in before:
            holder = holder[int(step) if isinstance(holder, list) else step]
        key: Any = int(last) if isinstance(holder, list) else last
        holder[key]  # only what is there can be set
        holder[key] = value
    except (LookupError, TypeError, ValueError) as error:
        raise WrongValueError("/" + "/".join(steps)) from error
