"""The order of a guide page: four groups of sections, empty ones left out, headings by outline."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import pgettext_lazy

from guides.showing import advice, hours, materials, outcome, particulars, procedure
from guides.showing.extra import extra_at
from guides.showing.words import in_english


def groups(public: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return `[{"key", "title", "number", "sections": [...]}]` of what there is to show.

    A section has `key` (its place in the Document and its id), `heading`, `template`, `data`,
    `extra` (the fields of the outline that stand after it), and `half` when two such sections may
    stand side by side.
    """
    headings = outline_headings(public)
    extra = extra_at(public, SHOWN)
    found = [
        {"key": key, "title": str(title), "sections": _sections(parts, public, headings, extra)}
        for key, title, parts in ORDER
    ]
    found = [group for group in found if group["sections"]]
    return [group | {"number": number} for number, group in enumerate(found, 1)]


def outline_headings(public: Mapping[str, Any]) -> dict[str, str]:
    """Return {section key: label} of the outline that the guide was written by."""
    field = "label_en" if in_english() else "label"
    return {one["key"]: one[field] for one in public["outline"]["sections"] if one[field]}


def _sections(parts, public, headings, extra):
    found = []
    for key, heading, build in parts:
        data = build(public)
        if data or key in extra:
            found.append(
                {
                    "key": key,
                    "heading": headings.get(key) or str(heading),
                    "template": f"guides/sections/{key}.html",
                    "data": data,
                    "extra": extra.get(key),
                    "half": key not in extra and _is_short(key, data),
                }
            )
    return found


def _is_short(key, data):
    if key == "fees":
        return not data["rows"]
    return key == "results" and len(data) == 1


def conditions(public: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return the conditions with the cases of refusal, or None without any."""
    given = public["conditions"]
    return given if given["items"] or given["prohibitions"] else None


ORDER = (
    (
        "check",
        pgettext_lazy("part of a page", "See whether you can"),
        (
            ("scope", pgettext_lazy("section", "Who and what it is for"), particulars.scope),
            ("conditions", pgettext_lazy("section", "Conditions"), conditions),
            ("question_tree", pgettext_lazy("section", "Find your case"), advice.questions),
        ),
    ),
    (
        "prepare",
        pgettext_lazy("part of a page", "Prepare"),
        (
            ("bring", pgettext_lazy("section", "What to bring"), materials.what_to_bring),
            ("materials", pgettext_lazy("section", "All materials and forms"), materials.table),
            ("attachments", pgettext_lazy("section", "Attachments"), outcome.attachments),
        ),
    ),
    (
        "apply",
        pgettext_lazy("part of a page", "Apply"),
        (
            ("process", pgettext_lazy("section", "Steps and time limits"), procedure.procedure),
            ("fees", pgettext_lazy("section", "Fees"), outcome.fees),
            ("results", pgettext_lazy("section", "What you get"), outcome.results),
            (
                "service_points",
                pgettext_lazy("section", "Windows and hours"),
                hours.service_points,
            ),
            ("handling", pgettext_lazy("section", "Ways of handling"), particulars.handling),
        ),
    ),
    (
        "know",
        pgettext_lazy("part of a page", "Be sure"),
        (
            ("faqs", pgettext_lazy("section", "Frequent questions"), advice.faqs),
            ("legal_bases", pgettext_lazy("section", "Legal bases"), advice.legal_bases),
            (
                "contacts",
                pgettext_lazy("section", "Advice, complaints, remedies"),
                advice.contacts,
            ),
            ("item", pgettext_lazy("section", "About this item"), particulars.item_facts),
        ),
    ),
)
SHOWN = frozenset(key for _key, _title, shown in ORDER for key, _heading, _build in shown)
