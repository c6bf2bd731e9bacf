"""What the API may be asked: types that let in exactly what its description says."""

import re
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any

from django.utils import timezone
from ninja import Path, Schema
from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from core.requests.path_converters import GUIDE_CODE
from core.requests.values import LARGEST_KEY, one_line, whole_number, within_reach
from core.texts.plain_text import FORBIDDEN
from guides.choices import Audience, ItemType
from publication.choices import State
from search import query

MOST_LISTED = 100
BY_SEQ, BY_PAGE = "s", "p"
CURSOR = f"[{BY_SEQ}{BY_PAGE}][0-9]{{1,18}}"
"""The `next` of a list by sequence, or of one by hits of the search."""

_seen = "".join(
    letter if " " <= letter <= "~" else f"\\u{ord(letter):04x}"
    # Half pairs cannot be sent at all, and validators stumble over them.
    for letter in FORBIDDEN.pattern.replace("\ud800-\udfff", "")
)
SEEN: dict[str, Any] = {"json_schema_extra": {"pattern": f"^[^{_seen[1:-1]}]*$"}}
"""What `core.texts.plain_text` refuses in any text of a request, told to programs as a pattern."""

STARTS_WITH_A_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Sort(StrEnum):
    """The order of search results."""

    RELEVANCE = query.RELEVANCE
    UPDATED = query.UPDATED
    FASTEST = query.FASTEST


class OpenState(StrEnum):
    """The states of guides that search finds."""

    CURRENT = "current"
    SCHEDULED = "scheduled"
    SUSPENDED = "suspended"


def _digits(value: Any) -> Any:
    """Return the number that a text writes; pydantic alone would also take `+1`, ` 1`, `1_0`."""
    if not isinstance(value, str):
        return value
    if (number := whole_number(value)) is None:
        raise PydanticCustomError("whole_number", "not a whole number from 0 to 2^63 - 1")
    return number


def _dated(value: Any) -> Any:
    """Return the text of a moment; pydantic alone would also take seconds since 1970."""
    if isinstance(value, str) and not STARTS_WITH_A_DATE.match(value):
        raise PydanticCustomError("moment", "not a date or date-time of ISO 8601")
    return value


def _known(value: datetime) -> datetime:
    return within_reach(timezone.make_aware(value) if timezone.is_naive(value) else value)


def _form(name: str) -> Any:
    """Return the rule that the search page has for a filter's values."""
    return Field(pattern=f"^{query.WRITTEN[name].pattern}$")


def _says(description: str, example: Any, **limits: Any) -> Any:
    """Return what the description of the API tells of a parameter, and its limits."""
    return Field(description=description, examples=[example], **limits)


DIGITS = BeforeValidator(_digits)
Words = Annotated[
    str,
    _says("Words, or a question.", "开饭店", max_length=query.MOST_CHARACTERS, **SEEN),
    AfterValidator(one_line),
]
Moment = Annotated[datetime, BeforeValidator(_dated), AfterValidator(_known)]
UPDATED_AFTER = {
    "anyOf": [{"type": "string", "format": "date-time"}, {"type": "string", "format": "date"}],
    "description": "Only guides with an event after this moment; without a zone, China's time.",
    "examples": ["2026-03-01T00:00:00+08:00"],
}
Department = Annotated[str, _form("department")]
Theme = Annotated[str, _form("theme")]
Region = Annotated[str, _form("region")]
Situation = Annotated[str, Field(min_length=1, max_length=100, **SEEN)]
GuideCode = Annotated[
    str,
    Path(
        pattern=f"^{GUIDE_CODE}$",
        description="Code of the guide; it never changes.",
        examples=["scjg-000131023000-01"],
    ),
]
VersionNumber = Annotated[
    int,
    Field(ge=1, le=999_999_999),
    DIGITS,
    Path(description="Number of a version, from 1.", examples=[2]),
]


def _several(description: str, example: str) -> Any:
    """Return what is told of a filter of which several values mean either."""
    text = f"{description} Several values mean either."
    return _says(text, [example], max_length=query.MOST_CHOSEN)


class Filters(Schema):
    """By what guides are chosen."""

    department: Annotated[list[Department], _several("Short codes of departments.", "scjg")] = []
    theme: Annotated[list[Theme], _several("Codes of themes.", "zyzb")] = []
    audience: Annotated[list[Audience], _several("Whom it is for, by code.", "2")] = []
    region: Annotated[list[Region], _several("Codes of regions.", "350100")] = []


class ListParams(Filters):
    """What a list may be asked."""

    q: Words = ""
    state: Annotated[list[State], _several("States; open ones without it.", "current")] = []
    updated_after: Annotated[Moment | None, WithJsonSchema(UPDATED_AFTER)] = None
    cursor: Annotated[
        str, _says("`next` of the page before.", "s31", max_length=30, pattern=f"^({CURSOR})?$")
    ] = ""
    limit: Annotated[int, _says("Guides a page.", 20, ge=1, le=MOST_LISTED), DIGITS] = 20


class SearchParams(Filters):
    """What the search may be asked."""

    q: Words = ""
    situation: Annotated[list[Situation], _several("Names of handling items.", "新办")] = []
    item_type: Annotated[list[ItemType], _several("Kinds of power, by code.", "01")] = []
    state: Annotated[list[OpenState], _several("States.", "current")] = []
    online: Annotated[bool, _says("Only what can be done fully online.", True)] = False
    no_visit: Annotated[bool, _says("Only what needs no visit.", True)] = False
    free: Annotated[bool, _says("Only what is free of charge.", True)] = False
    instant: Annotated[bool, _says("Only what is done on the spot.", True)] = False
    sort: Annotated[Sort, _says("Order of the hits.", "relevance")] = Sort.RELEVANCE
    exact: Annotated[bool, _says("Look for these words only, not for official names.", True)] = (
        False
    )
    page: Annotated[int, _says("Page, from 1.", 1, ge=1, le=query.MOST_HITS), DIGITS] = 1
    limit: Annotated[int, _says("Hits a page.", 10, ge=1, le=query.MOST_LIMIT), DIGITS] = (
        query.LIMIT
    )


class SuggestParams(Schema):
    """What suggestions may be asked."""

    q: Words = ""
    limit: Annotated[int, _says("How many at most.", 8, ge=1, le=20), DIGITS] = 8


class ChangesParams(Schema):
    """What the change feed may be asked."""

    after: Annotated[
        int, _says("`next_after` of the answer before.", 0, ge=0, le=LARGEST_KEY), DIGITS
    ] = 0
    limit: Annotated[int, _says("Events at most.", 100, ge=1, le=1000), DIGITS] = 100
