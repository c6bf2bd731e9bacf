"""What a search gives: hits with all that a row of results shows, and how they came about."""

from dataclasses import dataclass, field
from typing import Any

from guides.showing.words import full_name
from search.answering.answer import Answer
from search.bigrams import query_tokens
from search.bundles import FoundBundle
from search.engines.database import Row
from search.facets import FacetValue
from search.folding import fold
from search.highlighting import highlights, mark
from search.plan import Plan
from search.texts import LABELS

MOST_FRAGMENTS = 3
MOST_MISSING = 8
"""Characters of a question whose lack can be named; of more, a list says nothing."""

SHOWN = ("state", "version", "seq", "effective_on", "since", "until", "updated_at")


@dataclass(frozen=True)
class Hit:
    """One found guide (搜索结果) with all that a row of results shows.

    `facts` are those of `publication.summary`; `highlights` are {field: [HTML with <mark>]}, of
    which `title` and `name` are whole; `excerpt` is {"field", "label", "html"} or None: the text
    that says best why the guide was found. `part` is which of several questions it is about,
    `missing` the words that a related guide says nothing of.
    """

    code: str
    title: str
    summary: str
    score: float
    facts: dict[str, Any]
    state: str
    version: int
    seq: int
    effective_on: str
    since: str | None
    until: str | None
    updated_at: str
    highlights: dict[str, list[str]] = field(default_factory=dict)
    excerpt: dict[str, str] | None = None
    part: str = ""
    missing: tuple[str, ...] = ()
    pinned: bool = False


@dataclass(frozen=True)
class SearchResult:
    """The answer to a query: hits of the page, facets, and how it came about.

    `total` counts the hits, at most 1,000; `related` are guides that hold only some of the words,
    which follow on the page; `expanded` are the official names looked for as well; `corrected` is
    the query as its words are usually spelt, when that was looked for instead; `degraded` says that
    the database stands in for Elasticsearch; `bundles` are those that the query fits, apart from
    the guides.
    """

    query: Any
    hits: list[Hit]
    facets: dict[str, list[FacetValue]]
    total: int
    total_is_capped: bool
    engine: str
    degraded: bool
    expanded: list[str]
    did_you_mean: str | None = None
    related: list[Hit] = field(default_factory=list)
    corrected: str | None = None
    answer: Answer | None = None
    bundles: list[FoundBundle] = field(default_factory=list)

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return -(-self.total // self.query.limit)


def hit_of(row: Row, plan: Plan) -> Hit:
    """Return the Hit of an engine's Row, with the words of a Plan marked."""
    hit = _hit(row, plan.tokens, part=_part(row, plan.parts) if plan.parts else "")
    return hit


def related_hit_of(row: Row, plan: Any) -> Hit:
    """Return the Hit of a Row that holds only some of a Plan's words, with those that it lacks."""
    return _hit(row, plan.tokens, missing=_missing(row, plan.whole.text))


def pinned_hit_of(row: Row, plan: Plan) -> Hit:
    """Return the Hit of a Row that an editor put first."""
    return _hit(row, plan.tokens, pinned=True)


def _hit(row, tokens, **more):
    shown = row.payload["shown"]
    facts = shown["facts"]
    title, name = facts["title"], full_name(facts, facts["title"])["name"]
    fragments = [one for one in highlights(row.payload["texts"], tokens) if one.field != "title"]
    fragments.sort(key=lambda one: -one.marked)
    marked = {key: mark(text, tokens) for key, text in (("title", title), ("name", name))}
    found = {key: [html] for key, html in marked.items() if "<mark>" in html}
    found |= {one.field: [one.html] for one in fragments[:MOST_FRAGMENTS]}
    return Hit(
        code=row.code,
        title=title,
        summary=facts["summary"],
        score=row.score,
        facts=facts,
        highlights=found,
        excerpt=_excerpt(fragments),
        **{key: shown[key] for key in SHOWN},
        **more,
    )


def _excerpt(fragments):
    if not fragments:
        return None
    best = fragments[0]
    return {"field": best.field, "label": str(LABELS[best.field]), "html": best.html}


def _folded_texts(row):
    return fold("\n".join(line for lines in row.payload["texts"].values() for line in lines))


def _part(row, parts):
    """Return the question, of several, of whose words a guide holds most."""
    text = _folded_texts(row)

    def share(part):
        tokens = query_tokens(part)
        return sum(token in text for token in tokens) / max(1, len(tokens))

    return max(parts, key=share)


def _missing(row, query_text):
    """Return the stretches of a question, of two characters or more, that a guide does not say."""
    text, covered = _folded_texts(row), [False] * len(query_text)
    for token in query_tokens(query_text):
        at = query_text.find(token) if token in text else -1
        while at >= 0:
            covered[at : at + len(token)] = [True] * len(token)
            at = query_text.find(token, at + 1)
    kept = "".join("\n" if held else one for one, held in zip(query_text, covered, strict=True))
    missing = tuple(word for word in kept.split() if len(word) > 1)
    return missing if sum(map(len, missing)) <= MOST_MISSING else ()
