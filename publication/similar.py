"""Filed guides of other departments that are like one under review (同类指南)."""

import json
from collections import Counter
from typing import Any

from django.urls import reverse

from core.registries import SimilarGuide, guides_found
from guides.choices import DocumentKind
from publication.choices import OPEN_STATES
from publication.models import PublicState

MOST = 3
LEAST_ALIKE = 0.5
"""So much of two items' names is the same when they are called alike."""


def similar_guides(guide: dict[str, Any]) -> list[SimilarGuide]:
    """Return filed guides of other departments whose item is called alike, the most alike first.

    `guide` is the JSON of a guide's Document; at most three, by one search and one query.
    """
    item = guide["item"]
    codes = guides_found(item["name"]) if item["name"] else ()
    states = PublicState.objects.filter(
        code__in=codes, kind=DocumentKind.GUIDE, state__in=OPEN_STATES
    )
    others = states.exclude(department_slug=item["authority"]["slug"]).select_related("current")
    ranked = sorted(others, key=lambda one: -_closeness(item, one.summary))
    alike = (one for one in ranked if _closeness(item, one.summary) >= LEAST_ALIKE)
    return [_similar(one) for one, _place in zip(alike, range(MOST), strict=False)]


def _closeness(item: dict[str, Any], summary: dict[str, Any]) -> float:
    """Return how alike two items are called; the same handling item counts a little more."""
    same = item["situation"].get("name") == summary.get("situation", {}).get("name")
    return likeness(item["name"], summary.get("name", "")) + (0.01 if same else 0)


def likeness(one: str, other: str) -> float:
    """Return the share of pairs of characters that two names have in common, 0 to 1."""
    mine, theirs = _pairs(one), _pairs(other)
    shared = sum((mine & theirs).values())
    return 2 * shared / max(mine.total() + theirs.total(), 1)


def _pairs(name: str) -> Counter[str]:
    return Counter(name[place : place + 2] for place in range(len(name) - 1))


def _similar(state: PublicState) -> SimilarGuide:
    return SimilarGuide(
        title=state.title,
        department=state.summary["department"]["name"],
        address=reverse("home:guide", args=[state.code]),
        public=json.loads(state.current.public_text),
    )
