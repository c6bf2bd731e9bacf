"""The plan: a query made ready for the engines, so that none of them has to think of words."""

from dataclasses import dataclass

from search.bigrams import is_single_character, query_tokens
from search.folding import fold
from search.matching import MOST_TOKENS, necessary_groups, needed
from search.question_words import without_asking, without_leading_verb
from search.synonyms import official_names_in
from search.typed import typed

MOST_WORDINGS = 8
OF_EXPANSIONS = 0.8
"""What a hit by an official name counts beside one by the words as typed."""


@dataclass(frozen=True)
class Wording:
    """One way of saying the query: its tokens, and how many of them a guide must hold."""

    tokens: tuple[str, ...]
    weight: float = 1.0

    @property
    def least(self):
        """How many tokens a hit holds."""
        return needed(len(self.tokens))

    @property
    def groups(self):
        """Groups of tokens of which every hit holds one whole."""
        return necessary_groups(self.tokens, self.least)

    @property
    def pairs_and_words(self):
        """The tokens without lone characters."""
        return tuple(token for token in self.tokens if not is_single_character(token))


@dataclass(frozen=True)
class Plan:
    """What an engine is asked: wordings (any of them suffices; none means all guides), filters."""

    wordings: tuple[Wording, ...]
    filters: dict[str, tuple[str, ...]]
    sort: str
    offset: int
    limit: int
    expanded: tuple[str, ...] = ()
    is_empty: bool = False

    @property
    def tokens(self):
        """The different tokens of all wordings, for marking them in the hits."""
        return frozenset(token for wording in self.wordings for token in wording.tokens)


def plan_of(query):
    """Return the Plan of a SearchQuery; one query to the database for everyday words."""
    wordings, expanded = _wordings(query)
    return Plan(
        wordings=wordings,
        filters=query.filters,
        sort=query.sort,
        offset=query.offset,
        limit=query.limit,
        expanded=expanded,
        is_empty=bool(query.q) and not wordings,
    )


def _wordings(query):
    if not query.q:
        return (), ()
    text = typed(query.q)
    if query.exact:
        return _distinct([(text, 1.0)]), ()
    query_text = without_asking(text)
    sayings = [(query_text, 1.0)]
    if shorter := without_leading_verb(query_text):
        sayings.append((shorter, 1.0))
    names = official_names_in(query_text)
    sayings += [
        (query_text.replace(word, f" {fold(name)} "), OF_EXPANSIONS) for word, name in names
    ]
    return _distinct(sayings), tuple(dict.fromkeys(name for _word, name in names))


def _distinct(sayings):
    """Return the Wordings of [(text, weight)], each set of tokens once."""
    wordings: dict[tuple[str, ...], Wording] = {}
    for text, weight in sayings:
        tokens = tuple(query_tokens(text)[:MOST_TOKENS])
        if tokens:
            wordings.setdefault(tokens, Wording(tokens, weight))
    return tuple(wordings.values())[:MOST_WORDINGS]
