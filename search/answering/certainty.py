"""How certain it is that a guide is what a question is about: better none than a wrong answer."""

from search.bigrams import index_tokens, query_tokens
from search.engines.frequencies import frequencies_of

ENOUGH = 0.55
"""How much of the question the guide's names must hold; precision ≥ 0.95 on judged questions."""

AHEAD = 0.15
"""By how much they must hold more than those of the next matter."""


def certain_hit(hits, wordings):
    """Return the hit that the question is about beyond doubt, or None.

    A guide of the same matter in another situation (换领 beside 补领) is no rival.
    """
    held = [(_held_by_names(hit, wordings), hit) for hit in hits]
    if not held:
        return None
    best, first = held[0]
    rivals = [share for share, hit in held[1:] if _matter(hit) != _matter(first)]
    if best < ENOUGH or any(share > best - AHEAD for share in rivals):
        return None
    return first


def _matter(hit):
    return hit.facts["department"].get("slug"), hit.facts["name"]


def _held_by_names(hit, wordings):
    """Return the share, 0 to 1, of the best wording's weight that title and names hold."""
    facts = hit.facts
    names = [hit.title, facts["name"], facts["situation"]["name"], *facts.get("aliases", ())]
    there = set(index_tokens("\n".join(name for name in names if name)))
    return max((_share(there, query_tokens(one.text)) for one in wordings), default=0.0)


def _share(there, tokens):
    known = frequencies_of(tokens)
    weights = {token: known.weight(token) for token in tokens}
    return sum(weights[token] for token in tokens if token in there) / (sum(weights.values()) or 1)
