"""Learning how the names of guides and everyday words are spelt; anew now and then."""

from collections import Counter

from django.db import transaction
from django.db.models import Count

from search.bigrams import HAN_RUN
from search.dictionary.snapshot import dictionary
from search.folding import fold
from search.models import SearchPhrase, SpellingWord, Synonym
from search.spelling.sounds import first_letters, sound_of

MOST_NAMES = 20_000
SHORTEST, LONGEST = 2, 8
BATCH = 2_000


def learn() -> int:
    """Write every piece of two to eight characters of the names down; return how many there are."""
    pieces = _pieces()
    rows = [
        SpellingWord(word=word, sound=sound_of(word), initials=first_letters(word), names=count)
        for word, count in pieces.items()
    ]
    with transaction.atomic():
        SpellingWord.objects.all().delete()
        SpellingWord.objects.bulk_create(rows, batch_size=BATCH)
    return len(rows)


def _pieces():
    names = SearchPhrase.objects.values("folded").annotate(count=Count("id")).order_by("-count")
    pieces: Counter[str] = Counter()
    for row in names[:MOST_NAMES]:
        pieces.update(dict.fromkeys(_pieces_of(row["folded"]), row["count"]))
    for word, official in Synonym.objects.filter(is_active=True).values_list("folded", "official"):
        pieces.update(dict.fromkeys([*_pieces_of(word), *_pieces_of(fold(official))], 1))
    pieces.update(dict.fromkeys(_asking(), 0))
    return pieces


def _asking():
    """Yield asking words, so that a question typed in pinyin is read whole: zenme ban."""
    for word in dictionary().asking:
        if SHORTEST <= len(word) <= LONGEST and HAN_RUN.fullmatch(word):
            yield word


def _pieces_of(text):
    return [
        run[start : start + size]
        for run in HAN_RUN.findall(text)
        for size in range(SHORTEST, LONGEST + 1)
        for start in range(len(run) - size + 1)
    ]
