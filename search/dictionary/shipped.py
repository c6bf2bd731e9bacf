"""The words that the project ships: everyday, of other regions, English; and how they come in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db import transaction

from core.running.retrying import retrying
from search.dictionary.snapshot import SHIPPED, changed, shipped_asking
from search.folding import fold
from search.models import AskingWord, ShippedWord, Synonym, WordKind

FILES = {
    WordKind.EVERYDAY: "everyday.txt",
    WordKind.REGIONAL: "regional.txt",
    WordKind.ENGLISH: "english.txt",
}
EVIDENCE = "随系统提供"


@dataclass
class Loaded:
    """What bringing the shipped words into a city's dictionary did (词典更新结果).

    `added` are new words, `extended` words that stood there as an earlier release gave them and
    have this one's names now, `kept` those that the city changed or deleted, left as it has them.
    """

    added: list[str] = field(default_factory=list)
    extended: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    asking: int = 0


@retrying
@transaction.atomic
def load_shipped() -> Loaded:
    """Add this release's words to the dictionary, without touching what the city changed, switched
    off or deleted; return what was done.
    """
    loaded = Loaded()
    given = {one.folded: one.official.splitlines() for one in ShippedWord.objects.all()}
    there = {row.folded: row for row in Synonym.objects.select_for_update()}
    new, renewed = [], []
    for word in shipped_rows():
        known, before = there.get(word.folded), given.get(word.folded)
        if known is None and before is None:
            new.append(word)
        elif known is None or known.official_names not in (before, word.official_names):
            loaded.kept.append(word.word)
        elif known.official_names != word.official_names:
            known.official = word.official
            renewed.append(known)
    Synonym.objects.bulk_create(new)
    Synonym.objects.bulk_update(renewed, ["official"])
    loaded.added, loaded.extended = ([row.word for row in rows] for rows in (new, renewed))
    loaded.asking = _load_asking()
    _remember()
    changed()
    return loaded


def _load_asking():
    """Add the shipped asking words that are not in the admin yet; return how many."""
    missing = shipped_asking() - set(AskingWord.objects.values_list("word", flat=True))
    AskingWord.objects.bulk_create([AskingWord(word=word) for word in sorted(missing)])
    return len(missing)


def _remember():
    """Write down what this release gave."""
    rows = [ShippedWord(folded=one.folded, official=one.official) for one in shipped_rows()]
    ShippedWord.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["folded"], update_fields=["official"]
    )


def shipped_rows() -> list[Synonym]:
    """Return the shipped words as unsaved Synonyms, each once with all its official names."""
    rows: dict[str, Synonym] = {}
    for kind in FILES:
        for word, official in shipped_words(kind):
            folded = fold(word)
            row = rows.setdefault(
                folded, Synonym(word=word, folded=folded, kind=kind, evidence=EVIDENCE)
            )
            if official not in row.official_names:
                row.official = f"{row.official}\n{official}".strip()
    return list(rows.values())


def shipped_words(kind: WordKind) -> Iterator[tuple[str, str]]:
    """Yield (word, official name) of a shipped file."""
    for line in (SHIPPED / FILES[kind]).read_text("utf-8").splitlines():
        official, _colon, words = line.partition("：")
        parts = words.split("|") if "|" in words or kind == WordKind.ENGLISH else words.split()
        yield from ((re.sub(r"\s+", " ", word.strip()), official) for word in parts if word.strip())
