"""What the API may be asked: types that let in exactly what its description says."""

import re
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any

from django.utils import timezone
from ninja import Path, Schema
from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from core.path_converters import GUIDE_CODE
from core.request_values import LARGEST_KEY, one_line, whole_number, within_reach
from guides.choices import Audience, ItemType
from publication.choices import State
from search import query

MOST_LISTED = 100
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


Whole = Annotated[int, BeforeValidator(_digits)]
Words = Annotated[
    str,
    Field(max_length=query.MOST_CHARACTERS, description="Words, or a question."),
    AfterValidator(one_line),
]
Moment = Annotated[
    datetime,
    BeforeValidator(_dated),
    AfterValidator(_known),
    WithJsonSchema(
        {"anyOf": [{"type": "string", "format": "date-time"}, {"type": "string", "format": "date"}]}
    ),
]
Department = Annotated[str, _form("department")]
Theme = Annotated[str, _form("theme")]
Region = Annotated[str, _form("region")]
Situation = Annotated[str, _form("situation")]
SEVERAL = Field(max_length=query.MOST_CHOSEN)
GuideCode = Annotated[str, Path(pattern=f"^{GUIDE_CODE}$")]
VersionNumber = Annotated[Whole, Path(ge=1, le=999_999_999)]


class Filters(Schema):
    """By what guides are chosen; several values of a filter mean either."""

    department: Annotated[list[Department], SEVERAL] = []
    theme: Annotated[list[Theme], SEVERAL] = []
    audience: Annotated[list[Audience], SEVERAL] = []
    region: Annotated[list[Region], SEVERAL] = []


class ListParams(Filters):
    """What a list may be asked."""

    q: Words = ""
    state: Annotated[list[State], SEVERAL] = []
    updated_after: Moment | None = None
    cursor: Annotated[str, Field(max_length=30)] = ""
    limit: Annotated[Whole, Field(ge=1, le=MOST_LISTED)] = 20


class SearchParams(Filters):
    """What the search may be asked."""

    q: Words = ""
    situation: Annotated[list[Situation], SEVERAL] = []
    item_type: Annotated[list[ItemType], SEVERAL] = []
    state: Annotated[list[OpenState], SEVERAL] = []
    online: bool = False
    no_visit: bool = False
    free: bool = False
    instant: bool = False
    sort: Sort = Sort.RELEVANCE
    exact: bool = False
    page: Annotated[Whole, Field(ge=1, le=query.MOST_HITS)] = 1
    limit: Annotated[Whole, Field(ge=1, le=query.MOST_LIMIT)] = query.LIMIT


class SuggestParams(Schema):
    """What suggestions may be asked."""

    q: Words = ""
    limit: Annotated[Whole, Field(ge=1, le=20)] = 8


class ChangesParams(Schema):
    """What the change feed may be asked."""

    after: Annotated[Whole, Field(ge=0, le=LARGEST_KEY)] = 0
    limit: Annotated[Whole, Field(ge=1, le=1000)] = 100
