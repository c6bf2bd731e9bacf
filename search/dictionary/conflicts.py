"""What an everyday word would hide: names of guides that hold it already."""

from collections.abc import Iterable

from search.folding import fold
from search.models import SearchPhrase, Synonym

MOST_NAMED = 5


def conflicts_of(word: str, official: Iterable[str] = ()) -> list[str]:
    """Return the names that hold a word already, and entries of the dictionary that lie inside it
    or around it; names that are among its `official` ones are no conflict.
    """
    folded = fold(word)
    meant = [fold(one) for one in official]
    phrases = SearchPhrase.objects.filter(folded__contains=folded, entry__is_open=True)
    names = phrases.exclude(folded=folded).values_list("text", "folded").distinct()
    hidden = [
        text
        for text, found in names[: 4 * MOST_NAMED]
        if not any(one in found or found in one for one in meant)
    ]
    others = Synonym.objects.filter(is_active=True).exclude(folded=folded)
    around = [one.word for one in others.filter(folded__contains=folded)[:MOST_NAMED]]
    return [*hidden, *around][:MOST_NAMED]
