"""How a guide under review differs from filed guides of others: limits, fee, materials."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.registries import SimilarGuide
from guides.showing.words import limit_text

CHARGED = {True: _("With a fee"), False: _("Free of charge"), None: _("not said")}


@dataclass(frozen=True)
class Difference:
    """One fact in words, in the guide under review and in the other."""

    label: str | Promise
    here: str
    there: str

    @property
    def differs(self) -> bool:
        """Whether the two say different things."""
        return self.here != self.there


@dataclass(frozen=True)
class SimilarShown:
    """A similar guide (同类指南) beside the one under review; materials that only one demands."""

    guide: SimilarGuide
    facts: list[Difference]
    only_here: list[str]
    only_there: list[str]

    @property
    def is_same(self) -> bool:
        """Whether nothing that is compared differs."""
        differing = any(one.differs for one in self.facts)
        return not (differing or self.only_here or self.only_there)


def beside(guide: dict[str, Any], other: SimilarGuide) -> SimilarShown:
    """Return a similar guide with what differs; `guide` is the JSON of a guide's Document."""
    mine, theirs = _materials(guide), _materials(other.public)
    return SimilarShown(
        guide=other,
        facts=[
            Difference(_("Promised time limit"), *_both(_promised, guide, other.public)),
            Difference(_("Statutory time limit"), *_both(_statutory, guide, other.public)),
            Difference(_("Fee"), *_both(_fee, guide, other.public)),
            Difference(_("Materials"), str(len(mine)), str(len(theirs))),
        ],
        only_here=[name for key, name in mine.items() if key not in theirs],
        only_there=[name for key, name in theirs.items() if key not in mine],
    )


def _both(words, *documents):
    return tuple(words(one) for one in documents)


def _promised(data):
    return limit_text(data["time_limits"]["promised"]) or str(_("not said"))


def _statutory(data):
    return limit_text(data["time_limits"]["statutory"]) or str(_("not said"))


def _fee(data):
    fees = data["fees"]
    names = "、".join(f"{one['name']} {one['standard']}".strip() for one in fees["items"])
    return names if fees["charged"] and names else str(CHARGED[fees["charged"]])


def _materials(data):
    """Return {folded name: name} of the materials that are demanded."""
    names = [one["name"] for one in data["materials"]["items"]]
    return {"".join(name.split()).casefold(): name for name in names}
