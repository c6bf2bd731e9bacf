"""Puts the rules and word lists that come with a release into the database, once each."""

from typing import Any

from quality.check import RULES
from quality.models import RuleSetting, WordEntry
from quality.word_lists import shipped_words


def ship(**kwargs: Any) -> None:
    """Add settings of rules that have none, and the word lists where there is no word at all.

    What the reform office changed or removed stays so.
    """
    known = set(RuleSetting.objects.values_list("rule", flat=True))
    RuleSetting.objects.bulk_create(
        RuleSetting(rule=rule.id, severity=rule.severity, thresholds=dict(rule.thresholds))
        for rule in RULES.values()
        if rule.id not in known
    )
    if not WordEntry.objects.exists():
        WordEntry.objects.bulk_create(
            WordEntry(
                word_list=name,
                wrong=word.wrong,
                right=word.right,
                severity=word.severity or "",
                reason=word.reason,
                unless_refused=word.unless_refused,
            )
            for name, words in shipped_words().items()
            for word in words
        )
