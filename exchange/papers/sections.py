"""The sections of a paper in the order of the outline by which the Document was written."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import pgettext

from core.papers.content import Block, Heading
from core.texts.chinese_numbers import chinese_numeral
from exchange.papers import facts, help_parts, internal, procedure, requirements
from exchange.papers.extra import extra_blocks
from guides.document.manual import MANUAL_SCHEMA
from guides.document.shared import EXTRA, EXTRAS
from guides.showing.book import HEADINGS
from guides.showing.extra import ELSEWHERE, extra_by_section
from guides.showing.outline_order import in_outline_order

Document = Mapping[str, Any]
Builder = Callable[[Document], Sequence[Block]]

BUILDERS: dict[str, Builder] = {
    "item": facts.item,
    "item.scope": facts.scope,
    "item.codes": facts.codes,
    "item.item_type": facts.item_type,
    "item.accepting_body": facts.accepting_body,
    "item.deciding_body": facts.deciding_body,
    "legal_bases": requirements.legal_bases,
    "conditions": requirements.conditions,
    "question_tree": help_parts.question_tree,
    "materials": requirements.materials,
    "process": procedure.process,
    "time_limits": procedure.time_limits,
    "time_limits.statutory": procedure.statutory_limit,
    "time_limits.promised": procedure.promised_limit,
    "handling": facts.handling,
    "fees": procedure.fees,
    "fees.charged": procedure.charged,
    "results": procedure.results,
    "results.*.samples": procedure.result_samples,
    "service_points": help_parts.service_points,
    "service_points.*.hours": help_parts.hours,
    "contacts": help_parts.contacts,
    "contacts.enquiries": help_parts.enquiries,
    "contacts.complaints": help_parts.complaints,
    "contacts.progress": help_parts.progress,
    "contacts.remedies": help_parts.remedies,
    "faqs": help_parts.faqs,
    "attachments": help_parts.attachments,
}
"""What each section of an outline becomes on the paper of a guide."""

OF_A_MANUAL = {
    key: build for key, build in BUILDERS.items() if key not in ("question_tree", "faqs")
} | internal.BUILDERS

OF_THE_SHORT_FORM = BUILDERS | {"service_points": help_parts.windows_without_hours}
"""The short form has the hours as a point of their own."""


def sections(document: Document, builders: Mapping[str, Builder]) -> list[Block]:
    """Return the blocks of all sections that say something, with numbered headings, in the order
    of the outline that the Document was written by; what that leaves out follows.
    """
    is_manual = document["schema_version"] == MANUAL_SCHEMA
    label_of = book_label if is_manual else default_label
    named = list(_in_order(document["outline"]["sections"], label_of))
    named.append((ELSEWHERE, pgettext("on paper", "Extra fields")))
    kinds = EXTRAS if is_manual else (EXTRA,)
    extra = extra_by_section(document, [key for key, _label in named if key in builders], kinds)
    return _numbered(document, named, builders, extra)


def points(document: Document, outline: Sequence[Mapping[str, Any]]) -> list[Block]:
    """Return the blocks of the points of a short form, each by itself."""
    named = [(one["key"], one["label"]) for one in outline]
    return _numbered(document, named, OF_THE_SHORT_FORM, {})


def _numbered(
    document: Document,
    named: Iterable[tuple[str, str]],
    builders: Mapping[str, Builder],
    extra: Mapping[str, Sequence[Document]],
) -> list[Block]:
    found: list[Block] = []
    number = 0
    for key, label in named:
        blocks = list(builders[key](document)) if key in builders else []
        blocks += extra_blocks(extra.get(key, ()))
        if blocks:
            number += 1
            heading = Heading(f"{chinese_numeral(number)}、{label}", anchor=f"section-{number}")
            found += [heading, *blocks]
    return found


def _in_order(
    outline: Sequence[Mapping[str, Any]], label_of: Callable[[str], str]
) -> Iterator[tuple[str, str]]:
    """Yield (key, label) of the sections to print."""
    labels = {one["key"]: one["label"] for one in outline}
    for key in in_outline_order(outline):
        yield key, labels.get(key) or label_of(key)


def default_label(key: str) -> str:
    """Return the heading of a section for which the outline has none."""
    labels = {
        "item": pgettext("on paper", "Facts of the item"),
        "item.scope": pgettext("on paper", "Scope of application"),
        "legal_bases": pgettext("on paper", "Legal bases"),
        "conditions": pgettext("on paper", "Conditions"),
        "question_tree": pgettext("on paper", "Find your case"),
        "materials": pgettext("on paper", "Materials"),
        "process": pgettext("on paper", "Procedure"),
        "time_limits": pgettext("on paper", "Time limits"),
        "handling": pgettext("on paper", "Ways of handling"),
        "fees": pgettext("on paper", "Fees"),
        "results": pgettext("on paper", "Results"),
        "service_points": pgettext("on paper", "Windows and hours"),
        "contacts": pgettext("on paper", "Advice, complaints, remedies"),
        "faqs": pgettext("on paper", "Frequent questions"),
        "attachments": pgettext("on paper", "Attachments"),
    }
    return labels.get(key, key)


def book_label(key: str) -> str:
    """Return the heading that a manual has on screen as well, for which the outline has none."""
    return str(HEADINGS.get(key, key))
