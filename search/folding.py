"""Folding: texts and queries in one form, so that width, script and case make no difference.

Folding works character by character. So a piece of a text folds to the same piece of the folded
text, wherever it was cut, and a mark found in the folded text has its place in the original.
What nobody sees folds to nothing.
"""

import json
import unicodedata
from importlib.resources import files

from core.texts.plain_text import UNSEEN

MOST_ROUNDS = 4


class _Folded(dict):
    """A table for `str.translate` that learns each character when it first meets it."""

    def __init__(self):
        super().__init__()
        # Single characters only: whole-word conversion depends on what stands around a piece. Read
        # from zhconv's file, as zhconv itself would keep all its words, 5 MB of each process.
        pairs = json.loads(files("zhconv").joinpath("zhcdict.json").read_bytes())["zh2Hans"].items()
        self.simplified = {key: value for key, value in pairs if len(key) == len(value) == 1}

    def __missing__(self, codepoint):
        before, after = "", "" if UNSEEN.match(chr(codepoint)) else chr(codepoint)
        for _round in range(MOST_ROUNDS):
            if after == before:
                break
            before, after = after, "".join(map(self._fold, after))
        self[codepoint] = after
        return after

    def _fold(self, character):
        parts = unicodedata.normalize("NFKD", character)
        if parts[0].isascii() and parts[0].isalpha():
            folded = "".join(part for part in parts if not unicodedata.combining(part))
        else:
            folded = unicodedata.normalize("NFKC", character)
        return "".join(self.simplified.get(part, part) for part in folded).lower()


_FOLDED = _Folded()


def fold(text: str) -> str:
    """Return a text in search form: NFKC width, simplified characters, no accents, lower case."""
    return text.translate(_FOLDED)


def fold_with_places(text: str) -> tuple[str, list[int]]:
    """Return the folded text and, for each of its characters, the place in `text` it came from."""
    folded, places = [], []
    for place, character in enumerate(text):
        parts = _FOLDED[ord(character)]
        folded.append(parts)
        places.extend([place] * len(parts))
    return "".join(folded), places
