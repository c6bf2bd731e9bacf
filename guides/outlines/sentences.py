"""Sentences about what changed in an outline: a text that is another, rows that moved."""

from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

NOTHING = pgettext_lazy("of an outline", "nothing")


def text_changed(name: Any, label: Any, was: Any, now: Any) -> str:
    """Return the sentence of a text that is another now."""
    facts = {"name": name, "field": label, "was": was or NOTHING, "now": now or NOTHING}
    return _("%(name)s, %(field)s: instead of “%(was)s” now “%(now)s”.") % facts


def rows_moved(
    before: Sequence[Mapping[str, Any]], after: Sequence[Mapping[str, Any]]
) -> Iterator[str]:
    """Yield a sentence for each row that stands elsewhere; as few as explain the new order."""
    labels = {one["key"]: one["label"] for one in after}
    there = [one["key"] for one in before if one["key"] in labels]
    known = set(there)
    here = [one["key"] for one in after if one["key"] in known]
    kept = _kept_in_order(there, here)
    for key in here:
        if key not in kept:
            place = here.index(key)
            facts = {"label": labels[key], "after": labels[here[place - 1]] if place else ""}
            if place:
                yield _("“%(label)s” moved behind “%(after)s”.") % facts
            else:
                yield _("“%(label)s” moved to the first place.") % facts


def _kept_in_order(there: Sequence[str], here: Sequence[str]) -> set[str]:
    blocks = SequenceMatcher(None, there, here, autojunk=False).get_matching_blocks()
    return {there[number] for block in blocks for number in range(block.a, block.a + block.size)}
