"""Did you mean: the name nearest to a query that found nothing, by sound or by letters."""

from difflib import SequenceMatcher
from typing import Any

from django.db.models import Q

from search.folding import fold
from search.models import SearchPhrase
from search.pinyin import initials_of, pinyin_of

CANDIDATES = 300
LIKE_ENOUGH = 0.75


def did_you_mean(q: str) -> str | None:
    """Return the name or everyday name most like a query, or None; one query."""
    typed = "".join(fold(q).split())
    sound, initials = pinyin_of(typed), initials_of(typed)
    if len(sound) < 3:
        return None
    alike = Q(initials__startswith=initials[:2]) | Q(pinyin__startswith=sound[:5])
    if len(typed) >= 3:
        alike |= Q(initials__endswith=initials[-3:]) | Q(folded__startswith=typed[:2])
    phrases = SearchPhrase.objects.filter(alike).values_list("text", "folded", "pinyin")
    best: tuple[float, Any] = max(
        (
            (_likeness(typed, sound, folded, pinyin), text)
            for text, folded, pinyin in phrases[:CANDIDATES]
        ),
        default=(0.0, None),
    )
    return best[1] if best[0] >= LIKE_ENOUGH and fold(best[1]) != typed else None


def _likeness(typed, sound, folded, pinyin):
    """Return 0 to 1: how alike two names are, in sound or in characters."""
    by_sound = SequenceMatcher(None, sound, pinyin, autojunk=False).ratio()
    by_characters = SequenceMatcher(None, typed, folded, autojunk=False).ratio()
    return max(by_sound, by_characters)
