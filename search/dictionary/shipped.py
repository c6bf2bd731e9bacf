"""The words that the project ships for the demo city: everyday, of other regions, English."""

import re
from collections.abc import Iterator

from search.dictionary.snapshot import SHIPPED, changed
from search.folding import fold
from search.models import Synonym, WordKind

FILES = {
    WordKind.EVERYDAY: "everyday.txt",
    WordKind.REGIONAL: "regional.txt",
    WordKind.ENGLISH: "english.txt",
}
EVIDENCE = "随系统提供"


def load_shipped() -> int:
    """Add the shipped words that are not there yet; return how many were added."""
    rows = {}
    for kind in FILES:
        for word, official in shipped_words(kind):
            known = rows.setdefault(fold(word), Synonym(word=word, kind=kind, evidence=EVIDENCE))
            if official not in known.official_names:
                known.official = f"{known.official}\n{official}".strip()
            known.folded = fold(word)
    there = set(Synonym.objects.values_list("folded", flat=True))
    new = [row for folded, row in rows.items() if folded not in there]
    Synonym.objects.bulk_create(new)
    changed()
    return len(new)


def shipped_words(kind: WordKind) -> Iterator[tuple[str, str]]:
    """Yield (word, official name) of a shipped file."""
    for line in (SHIPPED / FILES[kind]).read_text("utf-8").splitlines():
        official, _colon, words = line.partition("：")
        parts = words.split("|") if "|" in words or kind == WordKind.ENGLISH else words.split()
        yield from ((re.sub(r"\s+", " ", word.strip()), official) for word in parts if word.strip())
