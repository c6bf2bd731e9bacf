"""What an entry of the correction screen became, in words."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from exchange.correcting.fields import at, model_of
from exchange.reading.draft import Piece
from guides.document.parts.contact import OpeningHours
from guides.document.parts.procedure import LIMITS, Limit, TimeLimits
from guides.outlines.places import is_part, place_in_words
from guides.showing.hours import hours_text
from guides.showing.wording import in_words, row_name
from guides.showing.words import limit_text

MOST_WORDS = 160
AMOUNT = ("value", "unit")
"""The two fields of a limit that are one phrase together."""


def reading_of(
    pieces: Sequence[Piece], kind: str, document: Mapping[str, Any], *, in_detail: bool = False
) -> str:
    """Return what pieces of a text became: rows by their names, other values with their titles.

    `in_detail` shows the values inside a row too, for a person who checks them.
    """
    rows: dict[str, str] = {}
    words: list[str] = []
    pointers = [piece.pointer for piece in pieces]
    for pointer in pointers:
        if any(one.startswith(f"{pointer}/") for one in pointers):
            continue  # a label, whose value is told by another piece
        row = _row_of(pointer)
        try:
            if row:
                _bare, _many, value, _title = at(model_of(kind), document, row)
                rows[row] = _row_words(value)
            if not row or (row != pointer and (in_detail or not rows[row])):
                words.append(_value_words(pointer, kind, document, is_alone=len(pieces) == 1))
        except (LookupError, TypeError, ValueError):
            continue
    words = list(dict.fromkeys(text for text in words if text))
    if rows and (any(rows.values()) or not words):
        named = "、".join(text for text in rows.values() if text)
        words.append(
            ngettext("%(count)s row: %(names)s", "%(count)s rows: %(names)s", len(rows))
            % {"count": len(rows), "names": named}
        )
    reading = "；".join(words)
    return reading if len(reading) <= MOST_WORDS else reading[: MOST_WORDS - 1] + "…"


def _value_words(pointer: str, kind: str, document: Mapping[str, Any], *, is_alone: bool) -> str:
    """Return a value with the titles that lead to it; a limit's number and unit as one phrase."""
    steps = pointer.strip("/").split("/")
    if steps[-1] in AMOUNT and _is_limit(at(model_of(kind), document, "/".join(steps[:-1]))[0]):
        steps = steps[:-1]
    bare, many, value, _title = at(model_of(kind), document, "/".join(steps))
    if many and bare is OpeningHours:
        text = hours_text(value)
    elif many and value and isinstance(value[0], dict):
        return ""
    elif is_part(bare) and issubclass(bare, TimeLimits):
        text = _limits_in_words(value)
    else:
        text = limit_text(value) if _is_limit(bare) else in_words(bare, many, value)
    if not text or (is_alone and len(steps) < 3):
        return text
    inside = [step for step in steps[1:] if not step.isdigit()]
    titles = place_in_words(at(model_of(kind), document, steps[0])[0], inside)
    return f"{titles}：{text}" if titles else text


def _limits_in_words(limits: Mapping[str, Any]) -> str:
    """Return the limits that are known as phrases, without what explains them."""
    texts = {name: limit_text(limits[name]) for name in LIMITS}
    titles = TimeLimits.model_fields
    return "；".join(
        f"{_(titles[name].title or name)}：{texts[name]}" for name in LIMITS if texts[name]
    )


def _is_limit(bare: Any) -> bool:
    return is_part(bare) and issubclass(bare, Limit)


def _row_words(row: Any) -> str:
    """Return the words by which a row is known, or the first text that it has."""
    if not isinstance(row, dict):
        return str(row)
    texts = (value for value in row.values() if isinstance(value, str) and value)
    return row_name(row) or str(row.get("value") or next(texts, ""))[:24]


def _row_of(pointer: str) -> str:
    """Return the pointer of the row that a pointer lies in; empty when it lies in none."""
    steps = pointer.strip("/").split("/")
    number = next((n for n, step in enumerate(steps) if step.isdigit()), None)
    return "" if number is None else "/" + "/".join(steps[: number + 1])
