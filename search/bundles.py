"""Bundles (一件事) that fit a query: the same words, whatever engine finds the guides."""

from dataclasses import dataclass
from typing import Any

from django.core.cache import caches

from guides.choices import DocumentKind
from publication.bundles.reading import filed_bundles
from publication.models import BundleVersion, PublicState
from search.folding import fold
from search.plan import Plan, Wording
from search.typed import typed

MOST = 3
KEPT_SECONDS = 600


@dataclass(frozen=True)
class FoundBundle:
    """A filed bundle that a query fits: `{name, name_en, summary}` and its address."""

    slug: str
    name: str
    name_en: str
    summary: str

    @classmethod
    def of(cls, version: BundleVersion) -> "FoundBundle":
        """Return what a list shows of a version."""
        content = version.content
        return cls(version.slug, content["name"], content["name_en"], content["summary"])


def bundles_for(plan: Plan) -> list[FoundBundle]:
    """Return up to three bundles whose texts, with the titles of their guides, hold a wording of a
    query; those that say it themselves come first.
    """
    if not plan.wordings:
        return []
    by_name, by_guide = [], []
    for version, text, titles in _searchable():
        if any(_holds(text, one) for one in plan.wordings):
            by_name.append(version)
        elif any(_holds(f"{text}\n{titles}", one) for one in plan.wordings):
            by_guide.append(version)
    return [FoundBundle.of(version) for version in [*by_name, *by_guide][:MOST]]


def _holds(text: str, wording: Wording) -> bool:
    """Return whether a text holds what `search.matching` demands of a hit."""
    return all(sum(token in text for token in tokens) >= least for tokens, least in wording.demands)


def _searchable() -> list[tuple[Any, str, str]]:
    """Return (version, its own text, the titles of its guides) of each filed bundle, by name."""
    versions = filed_bundles()
    key = "search:bundles:{}".format("-".join(str(one.pk) for one in versions))
    return caches["process"].get_or_set(key, lambda: _read(versions), KEPT_SECONDS) or []


def _read(versions):
    codes = {part["code"] for one in versions for part in one.content["parts"]}
    states = PublicState.objects.filter(kind=DocumentKind.GUIDE, code__in=codes)
    titles = dict(states.values_list("code", "title"))
    return [
        (
            one,
            _folded([one.content["name"], one.content["name_en"], one.content["summary"]]),
            _folded([titles.get(part["code"], "") for part in one.content["parts"]]),
        )
        for one in versions
    ]


def _folded(texts):
    """Return texts as they are looked for, and as people type them: without 一家 and the like."""
    return "\n".join(form for text in texts if text for form in (fold(text), typed(text)))
