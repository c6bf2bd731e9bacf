"""The rules as they are set now: severities, thresholds, word lists, read once and kept a while."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

from django.utils import timezone

from guides.laws.finding import find_law
from quality.check import check_document
from quality.finding import Finding
from quality.models import RuleSetting, WordEntry
from quality.terms import Terms, Word, WordList

KEPT_SECONDS = 5
"""How long a process goes on with the settings that it has read."""


@dataclass(frozen=True)
class RuleBook:
    """The reform office's settings of all rules (规则库), ready to check Documents with."""

    severities: Mapping[str, str] = field(default_factory=dict)
    switched_off: frozenset[str] = frozenset()
    thresholds: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    words: Mapping[str, WordList] = field(default_factory=dict)

    def terms(self, **facts: Any) -> Terms:
        """Return Terms for today with these settings and the law register.

        `facts` are further fields of Terms, such as `counterpart`.
        """
        known: dict[str, Any] = {"today": timezone.localdate(), "find_law": find_law} | facts
        return Terms(thresholds=self.thresholds, words=self.words, **known)

    def check(self, data: Mapping[str, Any], terms: Terms) -> list[Finding]:
        """Return the findings of a Document's JSON with these settings."""
        return check_document(
            data, terms, severities=self.severities, switched_off=self.switched_off
        )


_kept: tuple[float, RuleBook] | None = None


def rule_book(*, fresh: bool = False) -> RuleBook:
    """Return the settings as they are, at most a few seconds old; two queries when read anew."""
    global _kept
    if fresh or _kept is None or monotonic() - _kept[0] > KEPT_SECONDS:
        _kept = monotonic(), _read()
    return _kept[1]


def forget_rule_book(**kwargs: Any) -> None:
    """Let this process read the settings anew; called when one is saved."""
    global _kept
    _kept = None


def _read() -> RuleBook:
    settings = list(RuleSetting.objects.all())
    return RuleBook(
        severities={one.rule: one.severity for one in settings},
        switched_off=frozenset(one.rule for one in settings if not one.is_on),
        thresholds={one.rule: one.thresholds for one in settings if one.thresholds},
        words=_words(WordEntry.objects.filter(is_active=True)),
    )


def _words(entries: Iterable[WordEntry]) -> dict[str, WordList]:
    lists: dict[str, list[Word]] = {}
    for one in entries:
        word = Word(one.wrong, one.right, one.severity or None, one.reason, one.unless_refused)
        lists.setdefault(one.word_list, []).append(word)
    return {name: WordList(words) for name, words in lists.items()}
