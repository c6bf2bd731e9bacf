"""The order of a manual's page: what it shares with its guide, and what only officials see."""

from collections.abc import Mapping
from enum import Enum
from typing import Any

from django.utils.translation import gettext_lazy, pgettext_lazy
from pydantic import BaseModel

from guides.document import ManualDocument, parts
from guides.document.annotations import innermost, row_annotation
from guides.document.fields import FileRef
from guides.document.shared import EXTRAS, SharedSections, section_keys
from guides.showing import sections
from guides.showing.extra import extra_at
from guides.showing.flow import internal_chart
from guides.showing.language import gettext as _
from guides.showing.procedure import drawn_chart
from guides.showing.sections import outline_headings
from guides.showing.words import duration_text, label, rows

SHARED = {key: build for _key, _title, shown in sections.ORDER for key, _heading, build in shown}
"""What a manual shows as its guide's page does."""


def internal_groups(document: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the groups of a manual's page, as `sections.groups` does for a guide."""
    headings = outline_headings(document)
    extra = extra_at(document, SHOWN, EXTRAS)
    found = []
    for key, title, keys in ORDER:
        there = [one for name in keys if (one := _section(name, document, headings, extra))]
        if there:
            found.append({"key": key, "title": str(title), "sections": there})
    return [group | {"number": number} for number, group in enumerate(found, 1)]


def _section(key, document, headings, extra):
    build = SHARED.get(key) or INTERNAL[key]
    data = build(document)
    if not (data or key in extra):
        return None
    template = key if key in SHARED or key in OWN_TEMPLATES else "internal"
    return {
        "key": key,
        "heading": headings.get(key) or str(HEADINGS[key]),
        "template": f"guides/sections/{template}.html",
        "data": data,
        "extra": extra.get(key),
        "half": False,
    }


def part_rows(part: type[BaseModel], data: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return a part's fields as rows of label and value (or file), under the editor's titles."""
    found = []
    for name, field in part.model_fields.items():
        value = data.get(name)
        if value in (None, "", [], {}) or name == "key":
            continue
        row = {"label": _(field.title or name), "value": ""}
        if isinstance(value, dict) and value.keys() == FileRef.model_fields.keys():
            found.append(row | {"file": value})
        else:
            found.append(row | {"value": _in_words(field.annotation, value)})
    return found


def _in_words(annotation, value):
    bare = innermost(annotation)
    return label(bare, value) if issubclass(bare, Enum) else str(value)


def _builder(key):
    """Return the function that makes the rows of a section which only manuals have."""
    annotation: Any = ManualDocument.model_fields[key].annotation
    if annotation is str:
        return lambda document: [rows(("", document[key]))] if document[key] else []
    if part := row_annotation(annotation):
        return lambda document: [part_rows(part, one) for one in document[key]]
    return lambda document: [found] if (found := part_rows(annotation, document[key])) else []


def _reviews(document):
    """Return how officials check each condition (`docs/template.md`: D4)."""
    return [
        rows((_("Condition"), one["text"])) + found
        for one in document["conditions"]["items"]
        if (found := part_rows(parts.ConditionReview, one["review"]))
    ]


def _posts_of_steps(document):
    """Return what a step asks of officials: post, standard, form (`docs/template.md`: F2)."""
    return [
        rows(
            (_("Step name"), one["name"]),
            (_("Time limit"), duration_text(one["limit"], one["unit"])),
            (_("Post and persons"), one["post"]),
            (_("Internal phone"), one["phone"]),
            (_("Review standard"), one["standard"]),
            (_("Document form used"), one["document_form"]),
        )
        for one in document["process"]["steps"]
        if one["post"] or one["phone"] or one["standard"] or one["document_form"]
    ]


def _chart(document):
    """Return the internal flow chart, drawn from the steps; None where nothing says how it goes."""
    drawn = drawn_chart(internal_chart(document))
    return drawn if drawn["svg"] or drawn["text"] or drawn["image"] else None


INTERNAL = {key: _builder(key) for key in section_keys(ManualDocument, besides=SharedSections)} | {
    "condition_reviews": _reviews,
    "step_posts": _posts_of_steps,
    "internal_chart": _chart,
}
"""What only a manual shows: rows of label and value, and the chart."""
OWN_TEMPLATES = frozenset({"internal_chart"})
"""Sections whose template is not that of rows."""

OWN_HEADINGS = {
    "condition_reviews": gettext_lazy("How each condition is reviewed"),
    "step_posts": gettext_lazy("Posts and standards of the steps"),
    "scope": pgettext_lazy("section", "Who and what it is for"),
}
HEADINGS = {
    name: gettext_lazy(field.title)
    for name, field in ManualDocument.model_fields.items()
    if field.title
} | OWN_HEADINGS

ORDER = (
    (
        "ground",
        pgettext_lazy("part of a page", "Ground"),
        ("preface", "item", "scope", "business_description", "legal_bases", "planning"),
    ),
    (
        "review",
        pgettext_lazy("part of a page", "Accept and review"),
        ("conditions", "condition_reviews", "materials", "process", "step_posts"),
    ),
    (
        "decide",
        pgettext_lazy("part of a page", "Decide"),
        (
            "internal_chart", "posts", "discretion", "opinion_templates", "document_forms",
            "additional_provisions", "fees", "results", "archiving",
        ),
    ),
    (
        "supervise",
        pgettext_lazy("part of a page", "Serve and supervise"),
        ("handling", "service_points", "contacts", "supervision", "attachments"),
    ),
)  # fmt: skip
SHOWN = frozenset(name for _key, _title, keys in ORDER for name in keys)
