"""Why a guide stands where it does for a query (排序说明): token by token, as it is scored."""

from dataclasses import dataclass, field

from search.bigrams import characters
from search.engines.frequencies import frequencies_of
from search.finding import find_hits
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
class Explanation:
    """How a guide stands for a query: its place, and for each wording what it holds."""

    code: str
    title: str
    rank: int | None
    score: float
    wordings: list[dict] = field(default_factory=list)
    is_hit: bool = False


def explain(q: str, code: str) -> Explanation | None:
    """Return the Explanation of a guide for a query, None when no guide has the code."""
    entry = SearchEntry.objects.filter(code=code, is_open=True).first()
    if entry is None:
        return None
    plan = plan_of(SearchQuery(q=q))
    title, aliases, body = entry.searched.split(SEPARATOR)
    rows = [_wording(one, title, aliases, body) for one in plan.wordings]
    rank, score = _place(q, code)
    return Explanation(
        code=code,
        title=entry.payload_name,
        rank=rank,
        score=score,
        wordings=rows,
        is_hit=any(row["held"] >= row["needed"] for row in rows),
    )


def _wording(wording, title, aliases, body):
    known = frequencies_of({*wording.tokens, *characters("".join(wording.tokens))})
    tokens = [
        TokenRow(
            token=token,
            weight=round(known.weight(token), 2),
            count=body.count(token),
            in_title=token in title,
            in_aliases=token in aliases,
        )
        for token in wording.tokens
    ]
    return {
        "text": wording.text,
        "weight": wording.weight,
        "needed": wording.least,
        "held": sum(row.count > 0 for row in tokens),
        "tokens": tokens,
    }


def _place(q, code):
    """Return the place of a guide among the first hits, and its score."""
    for page in range(1, MOST_LOOKED_AT // MOST_LIMIT + 1):
        hits, _total, _more = find_hits(SearchQuery(q=q, page=page, limit=MOST_LIMIT))
        for place, hit in enumerate(hits, start=1):
            if hit.code == code:
                return (page - 1) * MOST_LIMIT + place, round(hit.score, 2)
        if len(hits) < MOST_LIMIT:
            break
    return None, 0.0
