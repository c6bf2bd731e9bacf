"""Facets: the properties by which hits are counted and filtered, the same in every engine.

A facet's own filter does not apply to its own counts: with 市场监督管理局 chosen, the other
departments still say how many hits they have under the remaining filters.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import pgettext_lazy

from guides.choices import AudienceInWords, ItemType
from publication.choices import State

LABELLED = ("department", "theme", "region", "situation")
"""Facets whose labels come with the guides, frozen as they were filed."""

CODED = {"audience": AudienceInWords, "item_type": ItemType, "state": State}
"""Facets of code lists."""

FLAGS = {
    "online": pgettext_lazy("a filter", "Fully online"),
    "no_visit": pgettext_lazy("a filter", "No visit needed"),
    "free": pgettext_lazy("a filter", "Free of charge"),
    "instant": pgettext_lazy("a filter", "Done on the spot"),
}
"""Facets that hold or do not; their only value is `1`."""

NAMES = (*FLAGS, "department", "theme", "situation", "audience", "region", "item_type", "state")
"""All facets, in the order of the results page."""

TITLES = {
    "department": pgettext_lazy("a filter", "Department"),
    "theme": pgettext_lazy("a filter", "Theme"),
    "situation": pgettext_lazy("a filter", "Kind of application"),
    "audience": pgettext_lazy("a filter", "For whom"),
    "region": pgettext_lazy("a filter", "Region"),
    "item_type": pgettext_lazy("a filter", "Item type"),
    "state": pgettext_lazy("a filter", "State"),
}

MOST_VALUES = 500


@dataclass(frozen=True)
class Facet:
    """One value of a facet that a guide has, with its label in both languages."""

    name: str
    value: str
    label: str = ""
    label_en: str = ""


@dataclass(frozen=True)
class FacetValue:
    """One value of a facet with the number of hits."""

    value: str
    label: str
    count: int
    selected: bool = False


def facet_values(
    counts: Iterable[tuple[Facet, int]],
    filters: Mapping[str, Collection[str]],
    *,
    english: bool = False,
) -> dict[str, list[FacetValue]]:
    """Return {name: [FacetValue]} from pairs (Facet, count); most hits first.

    A value whose label changed over time comes in several Facets: they are added up, and the
    label that most hits have stands for all. Chosen values stay, even without a hit.
    """
    found = defaultdict(lambda: defaultdict(list))
    for facet, count in counts:
        found[facet.name][facet.value].append((count, facet))
    return {
        name: _values(name, found[name], filters.get(name, ()), english)[:MOST_VALUES]
        for name in NAMES
        if found[name] or filters.get(name)
    }


def _values(name, found, chosen, english):
    values = [
        FacetValue(
            value=value,
            label=_label(name, value, found.get(value), english),
            count=sum(count for count, _facet in found.get(value, ())),
            selected=value in chosen,
        )
        for value in {*found, *chosen}
    ]
    return sorted(values, key=lambda one: (-one.count, one.value))


def _label(name, value, found, english):
    if name in FLAGS:
        return str(FLAGS[name])
    if name in CODED:
        known = value in CODED[name].values
        return str(CODED[name](value).label) if known else value
    if not found:
        return value
    _count, facet = max(found, key=lambda pair: (pair[0], pair[1].label))
    return (facet.label_en if english else "") or facet.label or value
