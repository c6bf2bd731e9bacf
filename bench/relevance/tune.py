"""Chooses the weights of `search/weights.py` on one half of some question sets; reports the other.

`tune.py --corpus DIR…`: every figure is tried above and below what it is, one after the other, and
kept where the halves that are tuned on gain. Scores are worked out here as the engines do.
"""

import argparse
import sys
from collections import Counter, defaultdict
from dataclasses import asdict
from math import log, log2
from pathlib import Path

from _baseline import Baseline
from _engines import start
from _sets import read_set

from search.bigrams import all_characters, index_tokens, is_single_character

DEPTH = 10
STEPS = {"share": (0.8, 1.25), "k1": (0.7, 1.4), "b": (0.85, 1.15), "rarity": (0.85, 1.15)}
LEAST_GAIN = 0.0005


def main():
    """Tune, and print what was chosen with both halves' nDCG@10."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, nargs="+", required=True)
    start("sqlite")
    sets = [Questions(folder) for folder in parser.parse_args().corpus]
    from search import weights

    chosen = {"words": asdict(weights.WORDS), "characters": asdict(weights.CHARACTERS)}
    print("baseline", [round(one.baseline(half), 4) for one in sets for half in one.halves])
    best = _gain(sets, chosen, half=0)
    for kind in chosen:
        for name, steps in STEPS.items():
            for step in steps:
                tried = chosen | {kind: chosen[kind] | {name: chosen[kind][name] * step}}
                gained = _gain(sets, tried, half=0)
                print(kind, name, round(tried[kind][name], 3), round(gained, 4), file=sys.stderr)
                if gained > best + LEAST_GAIN:
                    best, chosen = gained, tried
    print("chosen", chosen)
    for half, name in enumerate(("tuned on", "held back")):
        print(name, [round(one.gain(chosen, one.halves[half]), 4) for one in sets])


def _gain(sets, weights, half):
    """Return the mean nDCG@10 of the same half of all sets."""
    return sum(one.gain(weights, one.halves[half]) for one in sets) / len(sets)


class Postings:
    """One kind of tokens of all texts: where each stands, how often, and how long the texts are."""

    def __init__(self, texts, tokens_of):
        counts = [Counter(tokens_of(text)) for text in texts]
        self.lengths = [count.total() for count in counts]
        self.usual = sum(self.lengths) / max(1, len(counts)) or 1
        self.held = defaultdict(list)
        for place, count in enumerate(counts):
            for token, times in count.items():
                self.held[token].append((place, times))

    def add(self, tokens, weights, scores):
        """Add to {place: score} what the tokens, {token: times}, count by some weights."""
        k1, b = weights["k1"], weights["b"]
        for token, said in tokens.items():
            found = self.held.get(token, ())
            rare = log(1 + (len(self.lengths) - len(found) + 0.5) / (len(found) + 0.5))
            weight = said * weights["share"] * rare ** weights["rarity"]
            for place, times in found:
                norm = k1 * (1 - b + b * self.lengths[place] / self.usual)
                scores[place] += weight * times * (k1 + 1) / (times + norm)


class Questions:
    """A question set ready to be scored again and again, in two halves."""

    def __init__(self, folder):
        self.corpus, queries, self.judged = read_set(folder)
        self.names = list(self.corpus)
        texts = [f"{row['title']}\n{row['text']}" for row in self.corpus.values()]
        self.words = Postings(texts, index_tokens)
        self.characters = Postings(texts, all_characters)
        self.queries = queries
        self.wordings = {key: _wordings(text) for key, text in queries.items()}
        keys = list(queries)
        self.halves = keys[::2], keys[1::2]

    def gain(self, weights, keys):
        """Return the mean nDCG@10 of some questions."""
        return sum(self._gain(key, self._ranked(key, weights)) for key in keys) / len(keys)

    def baseline(self, keys):
        """Return the same of plain BM25."""
        plain = Baseline(self.corpus)
        ranked = {key: list(plain.ranked(self.queries[key])) for key in keys}
        return sum(self._gain(key, ranked[key]) for key in keys) / len(keys)

    def _ranked(self, key, weights):
        """Return the best documents: those that hold enough of any wording come first."""
        best, strict = defaultdict(float), set()
        for wording in self.wordings[key]:
            scores = defaultdict(float)
            self.words.add(dict.fromkeys(wording.pairs_and_words, 1), weights["words"], scores)
            self.characters.add(wording.letters, weights["characters"], scores)
            for place, score in scores.items():
                best[place] = max(best[place], score)
            strict |= self._hits(wording)
        first = sorted(best, key=lambda place: (place not in strict, -best[place]))
        return [self.names[place] for place in first[:DEPTH]]

    def _hits(self, wording):
        """Return the places of the texts that hold enough of a wording, and of the name in it."""
        return set.intersection(*(self._holding(*demand) for demand in wording.demands))

    def _holding(self, tokens, least):
        """Return the places of the texts that hold so many of some tokens."""
        held = Counter()
        for token in tokens:
            postings = self.characters if is_single_character(token) else self.words
            held.update(place for place, _times in postings.held.get(token, ()))
        return {place for place, count in held.items() if count >= least}

    def _gain(self, key, ranked):
        judged = self.judged[key]
        best = sorted(judged.values(), reverse=True)
        return _sum([judged.get(name, 0) for name in ranked[:DEPTH]]) / _sum(best[:DEPTH])


def _sum(grades):
    return sum(grade / log2(place + 2) for place, grade in enumerate(grades))


def _wordings(text):
    from search.plan import plan_of
    from search.query import SearchQuery

    return plan_of(SearchQuery(q=text[:200])).wordings


if __name__ == "__main__":
    main()
