"""Which sections a paper or a manual has, and in which order: one answer for screen and paper."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from guides.document import ManualDocument
from guides.document.shared import SharedSections, section_keys

DEFAULT_ORDER = (
    "item", "item.scope", "legal_bases", "conditions", "question_tree", "materials", "process",
    "time_limits", "handling", "fees", "results", "service_points", "contacts", "faqs",
    "attachments", *section_keys(ManualDocument, besides=SharedSections),
)  # fmt: skip
"""Where a section stands that the outline does not name, though the Document fills it."""

OF_THEIR_OWN = frozenset({"item.scope"})
"""Sections that the section around them leaves to them: they follow it at once."""

APART = (
    "item.codes", "item.item_type", "item.accepting_body", "item.deciding_body",
    "time_limits.statutory", "time_limits.promised", "fees.charged", "results.*.samples",
    "service_points.*.hours", "contacts.enquiries", "contacts.complaints", "contacts.progress",
    "contacts.remedies",
)  # fmt: skip
"""Parts of sections that an outline may have as sections of their own."""

KNOWN = frozenset({*DEFAULT_ORDER, *APART})


def in_outline_order(outline: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return the keys of the sections to show, none inside another that is shown.

    Those that the outline names come in its order, then those that it leaves out.
    """
    named = [one["key"] for one in outline]
    shown: list[str] = []
    for key in [*named, *DEFAULT_ORDER]:
        if key not in KNOWN or key in shown or _is_within(key, shown):
            continue
        if key not in named and _is_split(key, named):
            continue
        shown.insert(_place(key, named, shown), key)
    return shown


def _is_within(key: str, shown: Iterable[str]) -> bool:
    return key not in OF_THEIR_OWN and any(key.startswith(f"{one}.") for one in shown)


def _is_split(key: str, named: Iterable[str]) -> bool:
    """Return whether the outline has the parts of a section stand each for itself instead; of the
    item's facts some would be left over.
    """
    return key != "item" and any(one.startswith(f"{key}.") and one in KNOWN for one in named)


def _place(key: str, named: Sequence[str], shown: Sequence[str]) -> int:
    around = key.partition(".")[0]
    if key in OF_THEIR_OWN and key not in named and around in shown:
        return shown.index(around) + 1
    return len(shown)
