"""The query object: what somebody looks for, read from the address of a request."""

import re
from dataclasses import dataclass, field, fields, replace
from typing import Any, Self
from urllib.parse import urlencode

from core.requests.values import one_line, whole_number
from guides.choices import Audience, ItemType
from publication.choices import OPEN_STATES
from search.facets import FLAGS, NAMES

MOST_CHARACTERS = 200
MOST_CHOSEN = 20
MOST_HITS = 1000
"""How many hits a person may page through; whole sets go through the API by sequence."""

LIMIT, MOST_LIMIT = 10, 50
RELEVANCE, UPDATED, FASTEST = SORTS = ("relevance", "updated", "fastest")
YES = {"1", "true", "yes", "on"}
WRITTEN = {
    "department": re.compile(r"[-0-9A-Z_a-z]{1,40}"),
    "theme": re.compile(r"[-0-9A-Z_a-z]{1,60}"),
    "situation": re.compile(r"[^\x00-\x1f\x7f]{1,100}"),
    "region": re.compile(r"[0-9]{1,12}"),
}
"""How the values of filters without a list of codes are written."""

ALLOWED: dict[str, Any] = {
    **WRITTEN,
    "audience": frozenset(Audience.values),
    "item_type": frozenset(ItemType.values),
    "state": OPEN_STATES,
}


@dataclass(frozen=True)
class SearchQuery:
    """A query (搜索请求): words, filters, order, page; several values of a filter mean either."""

    q: str = ""
    department: tuple[str, ...] = ()
    theme: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()
    region: tuple[str, ...] = ()
    situation: tuple[str, ...] = ()
    item_type: tuple[str, ...] = ()
    state: tuple[str, ...] = ()
    online: bool = False
    no_visit: bool = False
    free: bool = False
    instant: bool = False
    sort: str = RELEVANCE
    page: int = 1
    limit: int = LIMIT
    exact: bool = False
    filters: dict[str, tuple[str, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self):
        chosen = {name: ("1",) if name in FLAGS else tuple(getattr(self, name)) for name in NAMES}
        kept = {name: values for name, values in chosen.items() if values and getattr(self, name)}
        object.__setattr__(self, "filters", kept)

    @classmethod
    def from_params(cls, params: Any) -> Self:
        """Read a QueryDict or a dict; what is unknown or malformed is left out, never refused."""
        read: dict[str, Any] = {name: _allowed(params, name) for name in ALLOWED}
        read |= {name: _flag(params, name) for name in (*FLAGS, "exact")}
        sort = _first(params, "sort")
        limit = min(_number(params, "limit", LIMIT), MOST_LIMIT)
        return cls(
            q=one_line(_first(params, "q"))[:MOST_CHARACTERS].strip(),
            sort=sort if sort in SORTS else RELEVANCE,
            limit=limit,
            page=min(_number(params, "page", 1), MOST_HITS // limit),
            **read,
        )

    @property
    def offset(self) -> int:
        """How many hits come before this page."""
        return (self.page - 1) * self.limit

    def but(self, **changes: Any) -> Self:
        """Return the query with some changes, from its first page unless a page is named."""
        return replace(self, **{"page": 1, **changes})

    def toggled(self, name: str, value: str) -> Self:
        """Return the query with one value of a filter added, or taken away when it is chosen."""
        if name in FLAGS:
            return self.but(**{name: not getattr(self, name)})
        chosen = getattr(self, name)
        without = tuple(one for one in chosen if one != value)
        return self.but(**{name: without if value in chosen else (*chosen, value)})

    def unfiltered(self) -> "SearchQuery":
        """Return the query without its filters."""
        return SearchQuery(q=self.q, sort=self.sort, limit=self.limit, exact=self.exact)

    def params(self) -> list[tuple[str, Any]]:
        """Return the parameters of the query's address, as pairs; what is usual is left out."""
        pairs = []
        for one in fields(self):
            value = getattr(self, one.name)
            if one.name == "filters" or value == one.default:
                continue
            values = value if isinstance(value, tuple) else (value,)
            pairs += [(one.name, "1" if item is True else item) for item in values]
        return pairs

    def query_string(self) -> str:
        """Return the query's address after `?`."""
        return urlencode(self.params())


def _all(params, name):
    if hasattr(params, "getlist"):
        return params.getlist(name)
    value = params.get(name, [])
    return value if isinstance(value, list | tuple) else [value]


def _first(params, name):
    values = _all(params, name)
    return str(values[0]) if values else ""


def _flag(params, name):
    return _first(params, name).lower() in YES


def _number(params, name, usual):
    return whole_number(_first(params, name), least=1, most=999_999) or usual


def _allowed(params, name):
    rule = ALLOWED[name]
    known = rule.fullmatch if isinstance(rule, re.Pattern) else rule.__contains__
    values = dict.fromkeys(str(value).strip() for value in _all(params, name))
    return tuple(value for value in values if value and known(value))[:MOST_CHOSEN]
