"""What to bring: what one prepares, what may be needed, what the office has already."""

from collections.abc import Mapping
from typing import Any

from guides import choices
from guides.showing.language import gettext as _
from guides.showing.language import ngettext, pgettext
from guides.showing.words import label, listed, rows

EVERY_TIME = {choices.Necessity.REQUIRED, choices.Necessity.LATER, None}


def what_to_bring(public: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return `{"prepare", "perhaps", "spared"}`: lists of `{key, name, note}`; None if unknown.

    With materials stated as not required, all lists are empty and `nothing` is True.
    """
    materials = public["materials"]
    found = {"prepare": [], "perhaps": [], "spared": [], "nothing": materials["none_required"]}
    for number, material in enumerate(materials["items"], 1):
        found[_heap(material)].append(
            {
                "key": material["key"] or str(number),
                "name": material["name"],
                "amount": _amount(material),
                "note": _short_note(material),
                "later": material["tolerated"],
                "situations": material["situations"],
            }
        )
    return found if materials["items"] or materials["none_required"] else None


def table(public: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the rows of the materials table, in the order of the Document."""
    return [_row(number, one) for number, one in enumerate(public["materials"]["items"], 1)]


def _heap(material):
    if material["exempt"]:
        return "spared"
    always = material["necessity"] in EVERY_TIME and not material["situations"]
    return "prepare" if always else "perhaps"


def _short_note(material):
    if material["exempt"]:
        return material["e_licence"] or material["source_note"]
    return material["source_note"]


def _amount(material):
    if material["exempt"]:
        return pgettext("amount of a material", "Nothing to hand in")
    counts = [
        _copies(pgettext("amount of a material", "Original"), material["originals"]),
        _copies(pgettext("amount of a material", "Copy"), material["copies"]),
    ]
    return listed(counts) or label(choices.MaterialKind, material["kind"])


def _copies(name, number):
    if not number:
        return ""
    return ngettext("%(name)s ×%(n)s", "%(name)s ×%(n)s", number) % {"name": name, "n": number}


def _row(number, material):
    return {
        "number": number,
        "name": material["name"],
        "note": material["note"],
        "amount": _amount(material),
        "form": "" if material["exempt"] else label(choices.MaterialForm, material["form"]),
        "tags": _tags(material),
        "situations": material["situations"],
        "source": label(choices.MaterialSource, material["source"]),
        "issuing_body": material["issuing_body"],
        "files": [{"kind": "blank", "file": one} for one in material["blank_forms"]]
        + [{"kind": "sample", "file": one} for one in material["samples"]],
        "details": _details(material),
    }


def _details(material):
    return rows(
        (_("How to fill it in"), material["filling_notes"]),
        (_("Accepted when"), material["acceptance_standard"]),
        (_("Demanded by"), material["legal_basis"]),
        (_("Where it comes from"), material["source_note"]),
        (_("Electronic licence used instead"), material["e_licence"]),
        (_("Trust level"), label(choices.TrustLevel, material["trust_level"])),
        (_("Paper size"), material["page_format"]),
    )


def _tags(material):
    """Return the tags of a row, word and kind: a colour never speaks alone."""
    if material["exempt"]:
        return [{"kind": "ok", "text": pgettext("a tag", "Not needed from you")}]
    tags = []
    if material["necessity"] == choices.Necessity.OPTIONAL:
        tags.append({"kind": "warn", "text": pgettext("a tag", "In certain cases")})
    elif material["necessity"] == choices.Necessity.REQUIRED:
        tags.append({"kind": "plain", "text": pgettext("a tag", "Required")})
    if material["tolerated"] or material["necessity"] == choices.Necessity.LATER:
        tags.append({"kind": "info", "text": pgettext("a tag", "May follow later")})
    return tags
