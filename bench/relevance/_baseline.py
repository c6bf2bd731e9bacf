"""The baseline: plain BM25 over bigrams and, with less weight, single characters; no thresholds."""

import heapq
from collections import Counter, defaultdict
from itertools import pairwise
from math import log

K1, B = 1.2, 0.75
CHARACTERS = 0.3
DEPTH = 100


class Bm25:
    """BM25 over one kind of tokens of all texts, kept in memory."""

    def __init__(self, texts, tokens_of):
        self.tokens_of = tokens_of
        counts = [Counter(tokens_of(text)) for text in texts]
        lengths = [count.total() for count in counts]
        usual = sum(lengths) / max(1, len(lengths)) or 1
        self.postings = defaultdict(list)
        for place, count in enumerate(counts):
            norm = K1 * (1 - B + B * lengths[place] / usual)
            for token, held in count.items():
                self.postings[token].append((place, held * (K1 + 1) / (held + norm)))
        self.count = len(texts)

    def add(self, query, scores, share):
        """Add the scores of a query's different tokens to {place: score}."""
        for token in set(self.tokens_of(query)):
            found = self.postings.get(token, ())
            weight = share * log(1 + (self.count - len(found) + 0.5) / (len(found) + 0.5))
            for place, held in found:
                scores[place] += weight * held


class Baseline:
    """What `run.py` holds every engine against."""

    def __init__(self, corpus):
        self.names = list(corpus)
        texts = [f"{one['title']}\n{one['text']}".lower() for one in corpus.values()]
        self.parts = [(Bm25(texts, bigrams), 1.0), (Bm25(texts, single), CHARACTERS)]

    def ranked(self, query):
        """Return {document: score} of the best hundred."""
        scores = defaultdict(float)
        for part, share in self.parts:
            part.add(query.lower(), scores, share)
        best = heapq.nlargest(DEPTH, scores.items(), key=lambda pair: pair[1])
        return {self.names[place]: score for place, score in best}


def single(text):
    """Return the letters, digits and Chinese characters of a text."""
    return [one for one in text if one.isalnum()]


def bigrams(text):
    """Return the pairs of neighbours among the letters, digits and Chinese characters of a text."""
    return [one + two for one, two in pairwise(text) if one.isalnum() and two.isalnum()]
