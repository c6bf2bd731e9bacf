"""What counts how much when hits are ordered: the same figures for every engine.

Chosen on one half of the questions of a public set and reported on the other, by
`bench/relevance/tune.py` (ADR 0028).
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Weighting:
    """How one kind of tokens counts: its share, and BM25's figures for it.

    `k1` is how soon a token said again counts no more, `b` how much a long text pays; `rarity` is
    the power of a token's weight: a rare one tells more than BM25 believes.
    """

    share: float
    k1: float
    b: float
    rarity: float


WORDS = Weighting(share=1.0, k1=0.8, b=0.85, rarity=1.6)
"""Bigrams and words of all texts."""

CHARACTERS = Weighting(share=1.8, k1=2.5, b=1.0, rarity=1.2)
"""Single characters of all texts; one that a query says twice counts twice."""

NAMED = Weighting(share=1.0, k1=1.2, b=0.75, rarity=1.0)
"""Bigrams and words of titles and everyday names, as Elasticsearch itself weighs them."""

NAMES = {"title": 0.6, "aliases": 0.9}
"""Shares of a title and of the everyday names, added for the best hits only."""

PHRASES = {"title": 1.0, "aliases": 1.0}
"""A title or everyday name that holds the whole query as one phrase."""

WINDOW = 200
"""So many of the best hits are ordered by titles and everyday names as well."""

RELATED_WINDOW = 200
"""So many guides that share a word with a question a database reads, to order the best hundred."""

RELATED_CHARACTERS = 0.3
"""What a single character counts beside a word when these are chosen."""

LEAST_OF_THE_BEST = 0.4
"""A guide that shares single characters alone is related from this share of the score on that the
best guide with a telling word has.
"""
