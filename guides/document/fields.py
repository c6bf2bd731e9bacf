"""Field types of the Document: text, codes, dates, and the mark of what stays internal."""

import unicodedata
from datetime import date, time
from enum import Enum
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from core.texts.plain_text import fold_code, forbidden_in, without_invisible

EnumT = TypeVar("EnumT", bound=Enum)


class Internal:
    """Mark of a field of shared sections that only officials see (`docs/template.md`: internal).

    `Annotated[..., INTERNAL]` keeps the field in the full Document and its hash, and makes
    `public_cut` leave it out of everything a citizen can reach.
    """

    def __get_pydantic_json_schema__(self, core_schema: Any, handler: Any) -> dict[str, Any]:
        return {**handler(core_schema), "x-internal": True}


INTERNAL = Internal()


class Part(BaseModel):
    """Base of every part of a Document: unknown keys are refused, every key is always present."""

    model_config = ConfigDict(extra="forbid", validate_default=False)


def _clean(value: Any) -> Any:
    """Refuse what no text may hold, take out what is invisible, unify line ends (a browser sends
    CRLF where an import sent LF) and strip outer white space.
    """
    if value is None:
        return ""
    if not isinstance(value, str):
        return value
    if found := forbidden_in(value):
        sentence = "U+{code} is not allowed (character {place})"
        raise PydanticCustomError(found.reason, sentence, found.params())  # type: ignore[arg-type]
    return without_invisible(value).replace("\r\n", "\n").replace("\r", "\n").strip()


def _half_width(value: Any) -> Any:
    """Take numbers, dates and times typed in full width for what they are."""
    return unicodedata.normalize("NFKC", value) if isinstance(value, str) else value


HALF_WIDTH = BeforeValidator(_half_width)


def _folded_code(value: Any) -> Any:
    return fold_code(value) if isinstance(value, str) else value


def _one_line(value: str) -> str:
    return " ".join(value.split("\n")) if "\n" in value else value


def _iso_date(value: str) -> str:
    if value:
        try:
            return date.fromisoformat(value).isoformat()
        except ValueError as error:
            raise PydanticCustomError("iso_date", "not a date of the form YYYY-MM-DD") from error
    return value


def _clock_time(value: str) -> str:
    if value:
        try:
            return time.fromisoformat(value).strftime("%H:%M")
        except ValueError as error:
            raise PydanticCustomError("clock_time", "not a time of the form HH:MM") from error
    return value


def _without_empty(values: list) -> list:
    return [value for value in values if value != ""]


def _once(values: list) -> list:
    return list(dict.fromkeys(values))


def _as_text(value: Any) -> Any:
    return value.isoformat() if isinstance(value, (date, time)) else value


def _empty_to_none(value: Any) -> Any:
    return None if value == "" else value


WORDS = "words"
"""Mark of a text that people read and find a guide by; keys, codes and addresses are not."""

Text = Annotated[str, BeforeValidator(_clean), WORDS, "multiline"]
"""Prose: plain text, paragraphs parted by line ends (ADR 0005)."""

OneLine = Annotated[str, BeforeValidator(_clean), AfterValidator(_one_line)]
"""One line of whatever text."""

Line = Annotated[OneLine, WORDS]
"""One line of plain text for people."""

Key = Annotated[OneLine, "key"]
"""The key of a row, in the row itself or where another row names it."""

Url = Annotated[OneLine, "url"]
"""A web address."""

CodeLine = Annotated[OneLine, BeforeValidator(_folded_code)]
"""A code as people type it: full-width characters and spaces are folded away."""

IsoDate = Annotated[
    str,
    AfterValidator(_iso_date),
    HALF_WIDTH,
    BeforeValidator(_clean),
    BeforeValidator(_as_text),
]
"""A date `YYYY-MM-DD`, or empty."""

ClockTime = Annotated[
    str,
    AfterValidator(_clock_time),
    HALF_WIDTH,
    BeforeValidator(_clean),
    BeforeValidator(_as_text),
]
"""A time of day `HH:MM`, or empty."""

Amount = Annotated[
    str,
    Field(pattern=r"^([0-9]{1,12}(\.[0-9]{1,2})?)?$"),
    HALF_WIDTH,
    BeforeValidator(_clean),
]
"""Money in yuan as a decimal string, or empty: JSON numbers would lose the cents."""

Coordinate = Annotated[
    str,
    Field(pattern=r"^(-?[0-9]{1,3}(\.[0-9]{1,8})?)?$"),
    HALF_WIDTH,
    BeforeValidator(_clean),
]
"""Degrees (GCJ-02 or CGCS2000) as a decimal string, or empty."""

DayOfYear = Annotated[
    str,
    Field(pattern=r"^([0-9]{2}-[0-9]{2})?$"),
    HALF_WIDTH,
    BeforeValidator(_clean),
]
"""A day `MM-DD` of every year, or empty."""

Whole = Annotated[int | None, Field(ge=0, le=100_000), BeforeValidator(_empty_to_none)]
"""A whole number from 0, or null when unknown."""

Flag = Annotated[bool | None, BeforeValidator(_empty_to_none)]
"""Yes, no, or null when unknown."""


Lines = Annotated[list[Line], AfterValidator(_without_empty)]
"""Several lines; empty ones say nothing and are left out."""

Keys = Annotated[list[Key], AfterValidator(_without_empty)]
"""Several keys of rows; empty ones say nothing and are left out."""

Texts = Annotated[list[Text], AfterValidator(_without_empty)]
"""Several texts; empty ones say nothing and are left out."""


def code(enum: type[EnumT]) -> Any:
    """Return the type of a value of a code list, or null when none is chosen yet."""
    return Annotated[enum | None, BeforeValidator(_empty_to_none)]  # type: ignore[valid-type]


def several(enum: type[EnumT]) -> Any:
    """Return the type of several values of a code list, each once."""
    return Annotated[list[enum], AfterValidator(_once)]  # type: ignore[valid-type]


Weekdays = Annotated[list[Annotated[int, Field(ge=1, le=7)]], AfterValidator(_once)]
"""Days of the week, 1 (Monday) to 7, each once."""


class FileRef(Part):
    """A file named by its content: stored under its hash, served at `/files/<sha256>/<name>`."""

    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    name: Annotated[Line, Field(max_length=255)]
    size: Annotated[int, Field(ge=0, lt=2**63)]
    media_type: Annotated[OneLine, Field(max_length=100)]
