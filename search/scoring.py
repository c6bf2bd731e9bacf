"""BM25 in Python over the best candidates of a database, as Elasticsearch scores its own.

A database finds and counts; which of its best candidates come first is worked out here, so that an
office without Elasticsearch reads the same order.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from search.bigrams import HAN_RUN
from search.index_document import SEPARATOR
from search.plan import Wording
from search.weights import CHARACTERS, NAMED, NAMES, PHRASES, WORDS

USUAL_LENGTH = {"title": 30, "aliases": 30}
"""Characters of a usual title and of usual everyday names."""


def scores(wordings: Iterable[Wording], texts: Iterable[str], frequencies: Any) -> list[float]:
    """Return the score of each text (`IndexDocument.searched`), best wording first."""
    parts = [text.split(SEPARATOR) for text in texts]
    usual = sum(len(body) for *_names, body in parts) / max(1, len(parts)) or 1
    ready = [_Wording(one, frequencies) for one in wordings]
    return [max(one.score(part, usual) for one in ready) for part in parts]


class _Wording:
    """A wording with the weights of its tokens."""

    def __init__(self, wording, frequencies):
        self.weight = wording.weight
        self.phrase = "".join(wording.text.split())
        self.named = {token: frequencies.weight(token) for token in wording.pairs_and_words}
        self.words = {token: held**WORDS.rarity for token, held in self.named.items()}
        self.letters = {
            one: times * CHARACTERS.share * frequencies.weight(one) ** CHARACTERS.rarity
            for one, times in wording.letters.items()
        }
        self.all = sum(self.named.values())

    def score(self, part: Sequence[str], usual: float) -> float:
        title, aliases, body = part
        found = _bm25(body, self.words, WORDS, usual)
        found += _bm25(body, self.letters, CHARACTERS, usual)
        for name, text in (("title", title), ("aliases", aliases)):
            found += NAMES[name] * _bm25(text, self.named, NAMED, USUAL_LENGTH[name])
            if self.phrase and self.phrase in text:
                found += PHRASES[name] * self.all * _damped(1, len(text), NAMED, USUAL_LENGTH[name])
        return self.weight * found


def _bm25(text, weights, weighting, usual):
    size = len(text)
    return sum(
        weight * _damped(count, size, weighting, usual)
        for token, weight in weights.items()
        if (count := _count(text, token))
    )


def _damped(count, size, weighting, usual):
    k1, b = weighting.k1, weighting.b
    return count * (k1 + 1) / (count + k1 * (1 - b + b * size / usual))


def _count(text, token):
    if HAN_RUN.match(token):
        return text.count(token)
    if token not in text:
        return 0
    return len(re.findall(rf"(?<![0-9a-z]){re.escape(token)}(?![0-9a-z])", text)) or 1
