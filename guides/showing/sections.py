"""The order of a guide page: four groups of sections, empty ones left out, headings by outline."""

from django.utils.translation import gettext as _

from guides.showing import advice, hours, materials, outcome, particulars, procedure
from guides.showing.words import in_english


def groups(public):
    """Give `[{"key", "title", "number", "sections": [...]}]` of what there is to show.

    A section has `key` (its place in the Document and its id), `heading`, `template`, `data`,
    and `half` when two such sections may stand side by side.
    """
    headings = outline_headings(public)
    found = [
        {"key": key, "title": title(), "sections": _sections(parts, public, headings)}
        for key, title, parts in ORDER
    ]
    found = [group for group in found if group["sections"]]
    return [group | {"number": number} for number, group in enumerate(found, 1)]


def outline_headings(public):
    """Give {section key: label} of the outline that the guide was written by."""
    field = "label_en" if in_english() else "label"
    return {one["key"]: one[field] for one in public["outline"]["sections"] if one[field]}


def _sections(parts, public, headings):
    found = []
    for key, heading, build in parts:
        if data := build(public):
            found.append(
                {
                    "key": key,
                    "heading": headings.get(key) or heading(),
                    "template": f"guides/sections/{key}.html",
                    "data": data,
                    "half": _is_short(key, data),
                }
            )
    return found


def _is_short(key, data):
    if key == "fees":
        return not data["rows"]
    return key == "results" and len(data) == 1


def conditions(public):
    """Give the conditions with the cases of refusal, or None without any."""
    given = public["conditions"]
    return given if given["items"] or given["prohibitions"] else None


ORDER = (
    (
        "check",
        lambda: _("See whether you can"),
        (
            ("scope", lambda: _("Who and what it is for"), particulars.scope),
            ("conditions", lambda: _("Conditions"), conditions),
            ("question_tree", lambda: _("Find your case"), advice.questions),
        ),
    ),
    (
        "prepare",
        lambda: _("Prepare"),
        (
            ("bring", lambda: _("What to bring"), materials.what_to_bring),
            ("materials", lambda: _("All materials and forms"), materials.table),
            ("attachments", lambda: _("Attachments"), outcome.attachments),
        ),
    ),
    (
        "apply",
        lambda: _("Apply"),
        (
            ("process", lambda: _("Steps and time limits"), procedure.procedure),
            ("fees", lambda: _("Fees"), outcome.fees),
            ("results", lambda: _("What you get"), outcome.results),
            ("service_points", lambda: _("Windows and hours"), hours.service_points),
            ("handling", lambda: _("Ways of handling"), particulars.handling),
        ),
    ),
    (
        "know",
        lambda: _("Be sure"),
        (
            ("faqs", lambda: _("Frequent questions"), advice.faqs),
            ("legal_bases", lambda: _("Legal bases"), advice.legal_bases),
            ("contacts", lambda: _("Advice, complaints, remedies"), advice.contacts),
            ("item", lambda: _("About this item"), particulars.item_facts),
        ),
    ),
)
