"""How certain it is that a guide is what a question is about: better none than a wrong answer."""

from collections.abc import Collection, Iterable
from typing import Any

from search.bigrams import index_tokens, query_tokens

ENOUGH = 0.55
"""How much of the question the guide's names must hold; precision ≥ 0.95 on judged questions."""

AHEAD = 0.15
"""By how much they must hold more than those of the next matter."""


def certain_hit(hits: Iterable[Any], subjects: Collection[str]) -> Any:
    """Return the hit that the question is about beyond doubt, or None; `subjects` are the question
    without what it asks for, in all its wordings.

    A guide of the same matter in another situation (换领 beside 补领) is no rival.
    """
    held = [(_held_by_names(hit, subjects), hit) for hit in hits]
    if not held:
        return None
    best, first = held[0]
    rivals = [share for share, hit in held[1:] if _matter(hit) != _matter(first)]
    if best < ENOUGH or any(share > best - AHEAD for share in rivals):
        return None
    return first


def _matter(hit):
    return hit.facts["department"].get("slug"), hit.facts["name"]


def _held_by_names(hit, subjects):
    """Return the share, 0 to 1, of the best subject's tokens that title and names hold."""
    facts = hit.facts
    names = [hit.title, facts["name"], facts["situation"]["name"], *facts.get("aliases", ())]
    there = set(index_tokens("\n".join(name for name in names if name)))
    tokens = [query_tokens(one) for one in subjects]
    return max((sum(t in there for t in one) / len(one) for one in tokens if one), default=0.0)
