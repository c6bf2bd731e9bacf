"""The shapes of the API's answers; keys are those of `interfaces.md` and stay."""

from datetime import date, datetime
from typing import Any

from ninja import Schema


class Envelope(Schema):
    """What filing assigned to a version, with the state that readers get."""

    code: str
    kind: str
    version: int
    filing_no: str
    filed_on: date
    published_on: date
    effective_on: date
    state: str
    sha256: str
    seq: int


class GuideAnswer(Schema):
    """One guide: envelope and public Document (see the JSON Schema `guide-1.json`)."""

    envelope: Envelope
    document: dict[str, Any]


class Summary(Schema):
    """One line of a list: the state, and the list facts of the public Document."""

    code: str
    state: str
    version: int
    seq: int
    updated_at: datetime
    title: str
    summary: str
    name: str
    name_en: str
    aliases: list[str]
    department: dict[str, str]
    situation: dict[str, str]
    region: dict[str, str]
    themes: list[dict[str, str]]
    life_events: list[dict[str, str]]
    audience: list[str]
    item_type: str | None = None
    promised: dict[str, Any]
    charged: bool | None = None
    online: bool | None = None
    visits: int | None = None
    instant: bool = False
    commitment: bool | None = None


class GuideList(Schema):
    """A page of guides; `next` is the cursor of the following page."""

    items: list[Summary]
    next: str | None
    total: int
    total_is_capped: bool


class Change(Schema):
    """One event of the change feed; a tombstone takes the guide away."""

    seq: int
    type: str
    code: str
    kind: str
    version: int
    sha256: str
    at: datetime
    tombstone: bool


class Changes(Schema):
    """A stretch of the change feed; ask again with `after=next_after`."""

    items: list[Change]
    next_after: int
    has_more: bool


class Hit(Schema):
    """One search result; `highlights` are HTML with `<mark>`."""

    code: str
    title: str
    summary: str
    highlights: dict[str, list[str]]
    score: float


class FacetValue(Schema):
    """One value of a facet with its count."""

    value: str
    label: str
    count: int


class SearchAnswer(Schema):
    """Search results with facets."""

    items: list[Hit]
    facets: dict[str, list[FacetValue]]
    total: int
    total_is_capped: bool
    engine: str
    degraded: bool
    expanded: list[str]
    did_you_mean: str | None = None


class SuggestionOut(Schema):
    """One suggestion while somebody types."""

    text: str
    code: str | None = None


class Suggestions(Schema):
    """Suggestions, best first."""

    items: list[SuggestionOut]
