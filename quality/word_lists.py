"""The word lists that come with the system; the reform office keeps its own copy of them."""

import json
from functools import cache
from pathlib import Path

from quality.terms import Word, WordList

SHIPPED = Path(__file__).parent / "words"


@cache
def shipped_words() -> dict[str, WordList]:
    """Return the shipped lists by name: slips, terms, shareable, set_phrases, abbreviations."""
    return {
        path.stem: WordList(Word(**row) for row in json.loads(path.read_text(encoding="utf-8")))
        for path in sorted(SHIPPED.glob("*.json"))
    }
