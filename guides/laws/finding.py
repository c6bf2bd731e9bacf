"""Finding a law by the title that a text gives it."""

from collections import defaultdict
from time import monotonic
from typing import Any

from guides.laws.facts import LawFacts, law_key
from guides.laws.models import Law, LawArticle

KEPT_SECONDS = 5
"""How long a process goes on with the register that it has read."""

_kept: tuple[float, dict[str, LawFacts]] | None = None


def find_law(title: str) -> LawFacts | None:
    """Return the law of this title or short title; None when the register has none."""
    global _kept
    if _kept is None or monotonic() - _kept[0] > KEPT_SECONDS:
        _kept = monotonic(), _read()
    return _kept[1].get(law_key(title))


def forget_laws(**kwargs: Any) -> None:
    """Let this process read the register anew; called when a law is saved."""
    global _kept
    _kept = None


def _read() -> dict[str, LawFacts]:
    """Return the register by key; two queries."""
    articles: dict[int, list[int]] = defaultdict(list)
    for law_id, number in LawArticle.objects.values_list("law_id", "number"):
        articles[law_id].append(number)
    found: dict[str, LawFacts] = {}
    for law in Law.objects.select_related("replaced_by"):
        facts = law.facts(articles[law.pk])
        for title in law.short_titles:
            found.setdefault(law_key(title), facts)
        found[law.key] = facts
    return found
