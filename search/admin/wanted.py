"""What a query of Wagtail asks for: tokens, joined by and, or, not.

All of nothing is everything, any of nothing is nothing.
"""

from dataclasses import dataclass
from typing import Any

from wagtail.search.query import And, Boost, Fuzzy, MatchAll, Not, Or, Phrase, PlainText

from search.bigrams import HAN_RUN, LONGEST_WORD, RUNS, query_tokens
from search.folding import fold
from search.matching import MOST_TOKENS

SHORTEST_START, SHORTEST_NUMBER = 2, 7
"""Letters and digits from which on a word is taken as the start of a longer one.

Six digits of a region begin all codes of a city: their start would be looked up in every entry.
"""


@dataclass(frozen=True)
class Token:
    """One token; `is_start` when longer words count as well."""

    text: str
    is_start: bool = False


@dataclass(frozen=True)
class AllOf:
    """Every part is wanted."""

    parts: tuple = ()


@dataclass(frozen=True)
class AnyOf:
    """One part or more is wanted."""

    parts: tuple = ()


@dataclass(frozen=True)
class Without:
    """The part is not wanted."""

    part: object


EVERYTHING, NOTHING = AllOf(), AnyOf()


def wanted(query: Any, *, by_start: bool) -> Token | AllOf | AnyOf | Without:
    """Return what a SearchQuery asks for; `by_start` takes its last word as the start of one."""
    found = _wanted(query, by_start)
    return NOTHING if found is None else found


def _wanted(query, by_start):
    """Return None for words that hold no token: beside others they ask for nothing."""
    match query:
        case PlainText() | Fuzzy():
            return _words(query.query_string, query.operator, by_start)
        case Phrase():
            return _words(query.query_string, "and", False)
        case Boost():
            return _wanted(query.subquery, by_start)
        case MatchAll():
            return EVERYTHING
        case Not():
            return _without(_wanted(query.subquery, by_start))
        case And() | Or():
            parts = [_wanted(part, by_start) for part in query.subqueries]
            joined = _all if isinstance(query, And) else _any
            return joined([part for part in parts if part is not None])
    raise NotImplementedError(f"{type(query).__name__} is not searched for in the admin")


def _words(text, operator, by_start):
    """Each word parted by blanks is wanted whole; the operator stands between words."""
    words = [word for word in text.split() if query_tokens(word)]
    if not words:
        return None
    parts = [_word(word, by_start and word is words[-1]) for word in words]
    return _all(parts) if operator == "and" else _any(parts)


def _word(word, by_start):
    tokens = [Token(token) for token in query_tokens(word)[:MOST_TOKENS]]
    last = RUNS.findall(fold(word))[-1]
    if by_start and _can_start(last):
        tokens = [Token(one.text, one.is_start or one.text == last) for one in tokens]
    return _all(tokens)


def _can_start(run):
    least = SHORTEST_NUMBER if run.isdigit() else SHORTEST_START
    return least <= len(run) <= LONGEST_WORD and not HAN_RUN.match(run)


def _all(parts):
    parts = dict.fromkeys(part for part in parts if part != EVERYTHING)
    if NOTHING in parts:
        return NOTHING
    return next(iter(parts)) if len(parts) == 1 else AllOf(tuple(parts))


def _any(parts):
    parts = dict.fromkeys(part for part in parts if part != NOTHING)
    if EVERYTHING in parts:
        return EVERYTHING
    return next(iter(parts)) if len(parts) == 1 else AnyOf(tuple(parts))


def _without(part):
    if part in (None, NOTHING):
        return EVERYTHING
    return NOTHING if part == EVERYTHING else Without(part)
