"""The whole dictionary as one process keeps it: read anew when its revision changes, no sooner.

So a search costs one small query to know that it is current, and an editor's word works at once.
"""

import re
from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.db.models import F

from search.bigrams import HAN_RUN
from search.folding import fold
from search.models import AskingWord, BestBet, DictionaryRevision, Direction, Synonym
from search.weak_words import is_weak

SHIPPED = Path(__file__).parent
MOST_NAMES = 6
THE_ROW = 1


LEAST_PIECE = 2
APART = 0.75
"""What a word that stands in a query in two pieces counts beside one that stands there whole."""


@dataclass(frozen=True)
class Replacement:
    """A word of a query and a name that is looked for as well, with what a hit by it counts.

    `pieces` are the two stretches of the query when the word does not stand there whole.
    """

    word: str
    name: str
    weight: float
    pieces: tuple[str, ...] = ()

    def in_place(self, folded: str) -> str:
        """Return a folded query with the name in place of the word."""
        first, *others = self.pieces or (self.word,)
        text = folded.replace(first, f" {fold(self.name)} ")
        for piece in others:
            text = text.replace(piece, " ")
        return text


@dataclass(frozen=True)
class Snapshot:
    """The dictionary at one revision."""

    revision: int
    asking: frozenset[str]
    words: dict[str, list[Replacement]] = field(default_factory=dict)
    beginnings: dict[str, list[str]] = field(default_factory=dict)
    best_bets: dict[str, list[BestBet]] = field(default_factory=dict)

    def replacements_in(self, folded: str) -> list[Replacement]:
        """Return the Replacements for the words in a folded query; longest words first, then those
        that stand there in two pieces (身份证昨天丢了).

        A word inside a longer one that is there too says nothing of its own.
        """
        found = [word for word in self.words if word in folded and _stands_alone(word, folded)]
        found.sort(key=lambda word: (-len(word), word))
        longest: list[str] = []
        for word in found:
            if not any(word in longer for longer in longest):
                longest.append(word)
        whole = [one for word in longest for one in self.words[word]]
        named = {one.name for one in whole}
        apart = [one for one in self._apart(folded) if one.name not in named]
        best = {one.name: one for one in reversed(apart)}
        return [*whole, *reversed(best.values())][:MOST_NAMES]

    def _apart(self, folded):
        """Return the Replacements for words of which a folded query holds both pieces, apart."""
        there = [piece for piece in self.beginnings if piece in folded]
        found = [
            (word, piece)
            for piece in there
            for word in self.beginnings[piece]
            if word not in folded and word[len(piece) :] in folded.replace(piece, " ")
        ]
        return [
            replace(one, weight=APART * one.weight, pieces=(piece, word[len(piece) :]))
            for word, piece in sorted(found, key=lambda pair: (-len(pair[0]), pair))
            for one in self.words[word]
        ]

    def pinned(self, query: str, day: date) -> list[str]:
        """Return the codes of guides that come first for a query on a day."""
        bets = self.best_bets.get("".join(fold(query).split()), ())
        return [one.code for one in bets if one.holds_on(day)]


_kept = Snapshot(-1, frozenset())


def dictionary() -> Snapshot:
    """Return the current Snapshot; one query when nothing changed."""
    global _kept  # one for all threads: the last to read it wins, and all read the same
    revision = DictionaryRevision.objects.filter(pk=THE_ROW).values_list("number", flat=True)
    number = revision.first() or 0
    if _kept.revision != number:
        _kept = _read(number)
    return _kept


def forget() -> None:
    """Read the dictionary anew at the next query, as tests need whose rows are rolled back."""
    global _kept
    _kept = Snapshot(-1, frozenset())


def changed(**_signal: Any) -> None:
    """Let every process read the dictionary anew."""
    if not DictionaryRevision.objects.filter(pk=THE_ROW).update(number=F("number") + 1):
        DictionaryRevision.objects.get_or_create(pk=THE_ROW, defaults={"number": 1})
    forget()


def _read(number):
    words = defaultdict(list)
    for row in Synonym.objects.filter(is_active=True):
        for name in row.official_names:
            words[row.folded].append(Replacement(row.folded, name, row.weight))
            if row.direction == Direction.BOTH and len(fold(name)) > 1:
                words[fold(name)].append(Replacement(fold(name), row.word, row.weight))
    bets = defaultdict(list)
    for bet in BestBet.objects.all():
        for query in bet.folded_queries:
            bets[query].append(bet)
    return Snapshot(number, _asking(), dict(words), _beginnings(words), dict(bets))


def _beginnings(words):
    """Return {first piece: [word, …]} of the words that can be cut into two telling pieces."""
    beginnings = defaultdict(list)
    for word in words:
        for size in range(LEAST_PIECE, len(word) - LEAST_PIECE + 1):
            pieces = word[:size], word[size:]
            if HAN_RUN.fullmatch(word) and not any(map(is_weak, pieces)):
                beginnings[pieces[0]].append(word)
    return dict(beginnings)


def _asking():
    """Return the asking words: the shipped ones and those of the admin, without those that it
    says are not in use.
    """
    rows = dict(AskingWord.objects.values_list("word", "is_active"))
    return frozenset(word for word in {*shipped_asking(), *rows} if rows.get(word, True))


@cache
def shipped_asking() -> frozenset[str]:
    """Return the asking words that the project ships."""
    lines = (SHIPPED / "asking.txt").read_text("utf-8").splitlines()
    return frozenset(fold(line.strip()) for line in lines if line.strip())


def _stands_alone(word, folded):
    """Return whether a word of letters stands there whole: cat is not in certificate."""
    if not word.isascii():
        return True
    return re.search(rf"(?<![a-z0-9]){re.escape(word)}(?![a-z0-9])", folded) is not None
