"""The whole dictionary as one process keeps it: read anew when its revision changes, no sooner.

So a search costs one small query to know that it is current, and an editor's word works at once.
"""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.db.models import F

from search.folding import fold
from search.models import AskingWord, BestBet, DictionaryRevision, Direction, Synonym

SHIPPED = Path(__file__).parent
MOST_NAMES = 6
THE_ROW = 1


@dataclass(frozen=True)
class Replacement:
    """A word of a query and a name that is looked for as well, with what a hit by it counts."""

    word: str
    name: str
    weight: float


@dataclass(frozen=True)
class Snapshot:
    """The dictionary at one revision."""

    revision: int
    asking: frozenset[str]
    words: dict[str, list[Replacement]] = field(default_factory=dict)
    best_bets: dict[str, list[BestBet]] = field(default_factory=dict)

    def replacements_in(self, folded: str) -> list[Replacement]:
        """Return the Replacements for the words in a folded query; longest words first.

        A word inside a longer one that is there too says nothing of its own.
        """
        found = [word for word in self.words if word in folded and _stands_alone(word, folded)]
        found.sort(key=lambda word: (-len(word), word))
        longest: list[str] = []
        for word in found:
            if not any(word in longer for longer in longest):
                longest.append(word)
        return [one for word in longest for one in self.words[word]][:MOST_NAMES]

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
    return Snapshot(number, _asking(), dict(words), dict(bets))


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
