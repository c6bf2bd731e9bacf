"""What counts how much when hits are ordered: the same figures for every engine.

Chosen on one half of the questions of `bench/relevance` and reported on the other (`tune.py`).
"""

CHARACTERS = 0.8
"""Single characters of the text, beside 1 for its bigrams and words."""

NAMES = {"title": 1.0, "aliases": 1.0}
"""Bigrams and words of a title and of the everyday names, added for the best hits only."""

PHRASES = {"title": 1.5, "aliases": 1.5}
"""A title or everyday name that holds the whole query as one phrase."""

RARITY = 1.4
"""The power of a token's weight: a rare word tells more than BM25 believes."""

K1, B = 1.2, 0.75
"""BM25's: how soon a word said again counts no more, and how much a long text pays."""

WINDOW = 200
"""So many of the best hits are ordered by titles and everyday names as well."""
