"""BM25 in Python over the best candidates of a database, as Elasticsearch scores its own.

A database finds and counts; which of its best candidates come first is worked out here, so that an
office without Elasticsearch reads the same order.
"""

import re

from search.bigrams import HAN_RUN, characters
from search.index_document import SEPARATOR
from search.weights import CHARACTERS, K1, NAMES, PHRASES, RARITY, B

USUAL_LENGTH = {"title": 30, "aliases": 30}
"""Characters of a usual title and of usual everyday names."""


def scores(wordings, texts, frequencies):
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
        counted = {token: frequencies.weight(token) ** RARITY for token in wording.tokens}
        single = characters("".join(wording.tokens))
        self.letters = {one: CHARACTERS * frequencies.weight(one) ** RARITY for one in single}
        self.tokens = {token: held for token, held in counted.items() if token not in single}
        self.all = sum(self.tokens.values())

    def score(self, part, usual):
        title, aliases, body = part
        found = _bm25(body, self.tokens, usual) + _bm25(body, self.letters, usual)
        for name, text in (("title", title), ("aliases", aliases)):
            found += NAMES[name] * _bm25(text, self.tokens, USUAL_LENGTH[name])
            if self.phrase and self.phrase in text:
                found += PHRASES[name] * self.all * _damped(1, len(text), USUAL_LENGTH[name])
        return self.weight * found


def _bm25(text, weights, usual):
    size = len(text)
    return sum(
        weight * _damped(count, size, usual)
        for token, weight in weights.items()
        if (count := _count(text, token))
    )


def _damped(count, size, usual):
    return count * (K1 + 1) / (count + K1 * (1 - B + B * size / usual))


def _count(text, token):
    if HAN_RUN.match(token):
        return text.count(token)
    if token not in text:
        return 0
    return len(re.findall(rf"(?<![0-9a-z]){re.escape(token)}(?![0-9a-z])", text)) or 1
