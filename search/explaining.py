"""Why a guide stands where it does for a query (排序说明): token by token, as it is scored."""

from collections import Counter
from dataclasses import dataclass, field, replace

from search.bigrams import all_characters, index_tokens
from search.engines.frequencies import frequencies_of
from search.finding import find
from search.index_document import SEPARATOR
from search.models import SearchEntry
from search.plan import plan_of
from search.query import MOST_LIMIT, SearchQuery

MOST_LOOKED_AT = 200


@dataclass(frozen=True)
class TokenRow:
    """One token of a wording: what it weighs and where the guide holds it."""

    token: str
    weight: float
    count: int
    in_title: bool
    in_aliases: bool


@dataclass(frozen=True)
class DemandRow:
    """What a hit must hold of a wording (命中条件): so many of its tokens, and of the official name
    that stands in it for an everyday word nearly all.
    """

    name: str
    held: int
    needed: int

    @property
    def is_met(self) -> bool:
        """Return whether the guide holds enough."""
        return self.held >= self.needed


@dataclass(frozen=True)
class WordingRow:
    """How a guide stands to one wording of a query."""

    text: str
    weight: float
    demands: list[DemandRow]
    tokens: list[TokenRow]

    @property
    def is_hit(self) -> bool:
        """Return whether the guide is a hit by this wording, as `search.matching` says."""
        return all(one.is_met for one in self.demands)


@dataclass(frozen=True)
class Explanation:
    """How a guide stands for a query: its place as people see it, and for each wording what it
    holds; `corrected` is the query as its words are usually spelt, when that was looked for.
    """

    code: str
    title: str
    rank: int | None
    score: float
    wordings: list[WordingRow] = field(default_factory=list)
    corrected: str = ""

    @property
    def is_hit(self) -> bool:
        """Return whether the guide is a hit by any wording."""
        return any(one.is_hit for one in self.wordings)


def explain(q: str, code: str) -> Explanation | None:
    """Return the Explanation of a guide for a query, None when no guide has the code."""
    entry = SearchEntry.objects.filter(code=code, is_open=True).first()
    if entry is None:
        return None
    title, aliases, body = (_tokens_in(text) for text in entry.searched.split(SEPARATOR))
    first = find(SearchQuery(q=q, limit=MOST_LIMIT))
    rank, score = _place(first, code)
    plan = plan_of(SearchQuery(q=first.corrected or q))
    return Explanation(
        code=code,
        title=entry.payload_name,
        rank=rank,
        score=score,
        wordings=[_wording(one, title, aliases, body) for one in plan.wordings],
        corrected=first.corrected or "",
    )


def _tokens_in(text):
    """Return {token: how often a text holds it}, as the engines count."""
    return Counter([*index_tokens(text), *all_characters(text)])


def _wording(wording, title, aliases, body):
    known = frequencies_of(wording.tokens)
    names = ["", wording.official]
    return WordingRow(
        text=wording.text,
        weight=wording.weight,
        demands=[
            DemandRow(name, sum(token in body for token in tokens), least)
            for name, (tokens, least) in zip(names, wording.demands, strict=False)
        ],
        tokens=[
            TokenRow(
                token=token,
                weight=round(known.weight(token), 2),
                count=body[token],
                in_title=token in title,
                in_aliases=token in aliases,
            )
            for token in wording.tokens
        ],
    )


def _place(first, code):
    """Return the place of a guide among the first hits as people see them, and its score; `first`
    is the first page.
    """
    result = first
    for page in range(1, MOST_LOOKED_AT // MOST_LIMIT + 1):
        if page > 1:
            result = find(replace(first.query, page=page))
        for place, hit in enumerate(result.hits, start=1):
            if hit.code == code:
                return (page - 1) * MOST_LIMIT + place, round(hit.score, 2)
        if len(result.hits) < MOST_LIMIT:
            break
    return None, 0.0
