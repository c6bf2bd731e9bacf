"""The order of a manual's page: what it shares with its guide, and what only officials see."""

from enum import Enum

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from guides.document import ManualDocument, manual, parts
from guides.document.fields import FileRef
from guides.showing import advice, hours, materials, outcome, particulars, procedure
from guides.showing.sections import conditions, outline_headings
from guides.showing.words import duration_text, label, rows

SHARED = {
    "scope": particulars.scope,
    "item": particulars.item_facts,
    "legal_bases": advice.legal_bases,
    "conditions": conditions,
    "materials": materials.table,
    "process": procedure.procedure,
    "handling": particulars.handling,
    "fees": outcome.fees,
    "results": outcome.results,
    "service_points": hours.service_points,
    "contacts": advice.contacts,
    "attachments": outcome.attachments,
}


def internal_groups(document):
    """Return the groups of a manual's page, as `sections.groups` does for a guide."""
    headings = outline_headings(document)
    found = []
    for key, title, keys in ORDER:
        sections = [one for name in keys if (one := _section(name, document, headings))]
        if sections:
            found.append({"key": key, "title": str(title), "sections": sections})
    return [group | {"number": number} for number, group in enumerate(found, 1)]


def _section(key, document, headings):
    build = SHARED.get(key) or INTERNAL[key]
    data = build(document)
    if not data:
        return None
    template = key if key in SHARED else "internal"
    return {
        "key": key,
        "heading": headings.get(key) or str(HEADINGS[key]),
        "template": f"guides/sections/{template}.html",
        "data": data,
        "half": False,
    }


def part_rows(part, data):
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
    options = [annotation, *getattr(annotation, "__args__", ())]
    code_list = next((o for o in options if isinstance(o, type) and issubclass(o, Enum)), None)
    return label(code_list, value) if code_list else str(value)


def _text(key):
    return lambda document: [rows(("", document[key]))] if document[key] else []


def _parts(key, part):
    return lambda document: [part_rows(part, one) for one in document[key]]


def _single(key, part):
    return lambda document: [found] if (found := part_rows(part, document[key])) else []


def _reviews(document):
    """Return how officials check each condition (D4)."""
    return [
        rows((_("Condition"), one["text"])) + found
        for one in document["conditions"]["items"]
        if (found := part_rows(parts.ConditionReview, one["review"]))
    ]


def _posts_of_steps(document):
    """Return what a step asks of officials: post, standard, document form (F2)."""
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


INTERNAL = {
    "preface": _text("preface"),
    "planning": _text("planning"),
    "additional_provisions": _text("additional_provisions"),
    "business_description": _text("business_description"),
    "internal_chart": _single("internal_chart", parts.FlowChart),
    "condition_reviews": _reviews,
    "step_posts": _posts_of_steps,
    "posts": _parts("posts", manual.Post),
    "discretion": _parts("discretion", manual.Discretion),
    "opinion_templates": _parts("opinion_templates", manual.OpinionTemplate),
    "document_forms": _parts("document_forms", manual.DocumentForm),
    "archiving": _single("archiving", manual.Archiving),
    "supervision": _parts("supervision", manual.SupervisionCheck),
}
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
