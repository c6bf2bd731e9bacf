"""What rules know beside the Document: the day, word lists, thresholds, laws, the other text."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from guides.laws.facts import LawFacts


@dataclass(frozen=True)
class Word:
    """One entry of a word list: what is wrong, what is right, how grave, and why."""

    wrong: str
    right: str = ""
    severity: str | None = None
    reason: str = ""
    unless_refused: bool = False
    """Whether the word may stand where a text refuses it: 不得要求提供准生证."""


class WordList:
    """Entries by their wrong word, found in a text in one pass; the longest entry wins."""

    def __init__(self, entries: Iterable[Word] = ()) -> None:
        self.entries = {entry.wrong: entry for entry in entries}

    def __iter__(self) -> Iterator[Word]:
        return iter(self.entries.values())

    def __contains__(self, word: str) -> bool:
        return word in self.entries

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """A pattern that finds every entry; nothing when the list is empty."""
        words = sorted(self.entries, key=len, reverse=True)
        return re.compile("|".join(map(re.escape, words)) or r"(?!)")


NO_WORDS = WordList()


def no_law(title: str) -> LawFacts | None:
    """Return None: there is no register of laws to ask."""
    return None


@dataclass(frozen=True)
class Terms:
    """The knowledge that rules are applied with; nothing in it changes while a Document is read."""

    today: date
    thresholds: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    words: Mapping[str, WordList] = field(default_factory=dict)
    find_law: Callable[[str], LawFacts | None] = no_law
    counterpart: Mapping | None = None
    """The JSON of the guide, where a manual is read, or of the manual, where a guide is."""
    files_known: bool = True
    """False for a text that was read in: which files belong to it cannot be known."""
    conflicts: tuple[tuple[str, str, str], ...] = ()
    """What a text said twice with different values: (pointer, first, second)."""
    unfilled: tuple[tuple[str, str], ...] = ()
    """Labels of a text, or duties of an outline, without a value: (pointer, message)."""

    loose_texts: tuple[tuple[str, str], ...] = ()
    """Texts of a source that stand in no field, such as headings: (pointer, text)."""

    def word_list(self, name: str) -> WordList:
        """Return a word list by its name, empty when there is none."""
        return self.words.get(name, NO_WORDS)

    def limit(self, rule: str, name: str, default: int) -> int:
        """Return a threshold of a rule as the reform office has set it."""
        return self.thresholds.get(rule, {}).get(name, default)
