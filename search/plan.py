"""The plan: a query made ready for the engines, so that none of them has to think of words."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Self

from core.people.former_departments import with_former
from search.bigrams import all_characters, is_single_character, query_tokens
from search.dictionary.snapshot import dictionary
from search.matching import MOST_TOKENS, necessary_groups, needed, needed_of_name
from search.query import SearchQuery
from search.question_words import without_asking, without_leading_verb
from search.typed import typed
from search.weak_words import is_telling, is_weak

MOST_WORDINGS = 8
BETWEEN = re.compile(r"\s*(?:[+、;；]|还有|以及|同时|顺便|另外)\s*")
"""What stands between several questions in one; 和 does not, as it stands in names."""

MOST_UNLIKE = 3
"""The longest of several questions is at most so many times as long as the shortest."""


@dataclass(frozen=True)
class Wording:
    """One way of saying the query: its tokens, and how many of them a guide must hold.

    `official` is the name in it that stands for an everyday word.
    """

    tokens: tuple[str, ...]
    weight: float = 1.0
    text: str = ""
    official: str = ""

    @property
    def least(self) -> int:
        """How many tokens a hit holds."""
        return needed(len(self.tokens))

    @property
    def demands(self) -> list[tuple[tuple[str, ...], int]]:
        """What a hit must hold: [(tokens, how many of them)], of the official name nearly all."""
        name = tuple(query_tokens(self.official))
        typed = [(self.tokens, self.least)]
        return [*typed, (name, needed_of_name(len(name)))] if name else typed

    @property
    def groups(self) -> list[tuple[str, ...]]:
        """Groups of tokens of which every hit holds one whole."""
        return necessary_groups(self.tokens, self.least)

    @property
    def pairs_and_words(self) -> tuple[str, ...]:
        """The tokens without lone characters."""
        return tuple(token for token in self.tokens if not is_single_character(token))

    @property
    def letters(self) -> Counter[str]:
        """The Chinese characters, each with how often the wording says it."""
        return Counter(all_characters(self.text or " ".join(self.tokens)))


@dataclass(frozen=True)
class Plan:
    """What an engine is asked: wordings (any of them suffices; none means all guides), filters.

    `facets` says whether the hits are counted by facets as well; `whole` is the query itself, by
    which guides are found that hold only some of its words. `parts` are the questions of a query
    that asks for several things; `pinned` names the guides that editors put first.
    """

    wordings: tuple[Wording, ...]
    filters: dict[str, tuple[str, ...]]
    sort: str
    offset: int
    limit: int
    expanded: tuple[str, ...] = ()
    is_empty: bool = False
    facets: bool = True
    whole: Wording | None = None
    parts: tuple[str, ...] = ()
    typed: str = ""
    pinned: Callable = lambda _query, _day: []

    @property
    def tokens(self) -> frozenset[str]:
        """The different tokens of all wordings, for marking them in the hits."""
        return frozenset(token for wording in self.wordings for token in wording.tokens)

    @property
    def weighed(self) -> set[str]:
        """All tokens and characters whose frequencies an order needs."""
        whole = (self.whole,) if self.whole else ()
        return {token for one in (*self.wordings, *whole) for token in (*one.tokens, *one.letters)}

    @property
    def telling(self) -> list[tuple[str, ...]]:
        """Groups of tokens that say what the query is about, of which a related guide holds one
        whole: each pair or word of the query itself, and the official names looked for as well.
        """
        words = self.whole.pairs_and_words if self.whole else ()
        names = [tuple(query_tokens(one.official)) for one in self.wordings if one.official]
        return list(dict.fromkeys([*((one,) for one in words if is_telling(one)), *names]))

    @property
    def characters(self) -> list[str]:
        """The Chinese characters of the query itself."""
        return list(self.whole.letters) if self.whole else []

    @property
    def is_number(self) -> bool:
        """Whether the query is a code or number alone, of which nothing is nearly right."""
        is_plain = all(token.isascii() for token in self.tokens)
        return is_plain and any(not token.isalpha() for token in self.tokens)

    def window(self, offset: int, limit: int) -> Self:
        """Return the plan with another stretch of its hits."""
        return replace(self, offset=offset, limit=limit)


def plan_of(query: SearchQuery) -> Plan:
    """Return the Plan of a SearchQuery; one query to the database for the dictionary's revision."""
    words = dictionary()
    text = typed(query.q) if query.q else ""
    parts = () if query.exact else _parts(text, words)
    wordings, expanded = _wordings(text, query.exact, parts, words)
    return Plan(
        wordings=wordings,
        filters=_as_of_today(query.filters),
        sort=query.sort,
        offset=query.offset,
        limit=query.limit,
        expanded=expanded,
        is_empty=bool(query.q) and not wordings,
        facets=query.page == 1,
        whole=wordings[0] if wordings and not query.exact else None,
        parts=parts,
        typed=text,
        pinned=words.pinned,
    )


def _as_of_today(filters):
    """Return filters in which a department stands for those that were merged into it as well."""
    if "department" not in filters:
        return filters
    return filters | {"department": tuple(with_former(filters["department"]))}


def _wordings(text, exact, parts, words):
    if exact or not text:
        return _distinct([(text, 1.0, "")], exact=True), ()
    query_text = without_asking(text, words.asking)
    sayings = [query_text]
    if shorter := without_leading_verb(query_text):
        sayings.append(shorter)
    others = [
        (one.in_place(text), one.weight, one.name)
        for text in parts or [query_text]
        for one in words.replacements_in(text)
    ]
    typed = [(text, 1.0, "") for text in (*sayings, *parts)]
    return _distinct([*typed, *others]), tuple(dict.fromkeys(name for *_wording, name in others))


def _parts(text, words):
    """Return the questions of a query that asks for several things (开店 + 招人), else none.

    A short piece beside a long one is no question of its own, but a word in a list of one.
    """
    parts = [without_asking(part, words.asking) for part in BETWEEN.split(text)]
    sizes = [len(part) for part in parts if len(part) > 1]
    if len(sizes) < 2 or MOST_UNLIKE * min(sizes) < max(sizes):
        return ()
    return tuple(part for part in parts if len(part) > 1)


def _distinct(sayings, exact=False):
    """Return the Wordings of [(text, weight, official name)], each set of tokens once; words that
    say nothing count only where there is nothing else, or where exactly they are asked for.
    """
    wordings: dict[tuple[str, ...], Wording] = {}
    for text, weight, official in sayings:
        tokens = query_tokens(text)
        if not exact:
            tokens = [token for token in tokens if not is_weak(token)] or tokens
        kept = tuple(tokens[:MOST_TOKENS])
        if kept:
            wordings.setdefault(kept, Wording(kept, weight, text, official))
    return tuple(wordings.values())[:MOST_WORDINGS]
