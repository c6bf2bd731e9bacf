"""What a paper says of laws, conditions and materials."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import pgettext

from core.papers.content import Block, Entry, Heading, Items, Paragraph, Table
from guides import choices
from guides.showing.words import day, label, listed

Document = Mapping[str, Any]


def legal_bases(document: Document) -> list[Block]:
    """Return the provisions: each with its number, its text, and what is known of the law."""
    found: list[Block] = []
    for number, one in enumerate(document["legal_bases"], 1):
        found.append(Entry(f"{number}. {_citation(one)}", one["text"], _of_the_law(one)))
    return found


def _citation(one: Mapping[str, Any]) -> str:
    title = one["title"]
    if title and not title.startswith("《"):
        title = f"《{title}》"
    number = f"（{one['document_no']}）" if one["document_no"] else ""
    return f"{title}{number}{one['article']}"


def _of_the_law(one: Mapping[str, Any]) -> str:
    """Return enacting body, date, validity and category in one line."""
    since = day(one["effective_on"])
    parts = [
        one["issuer"],
        pgettext("of a law on paper", "in force since %(day)s") % {"day": since} if since else "",
        label(choices.BasisStatus, one["status"]),
        label(choices.BasisCategory, one["category"]),
    ]
    return "　".join(part for part in parts if part)


def conditions(document: Document) -> list[Block]:
    """Return the conditions and the cases of refusal, each numbered for itself."""
    given = document["conditions"]
    items = [_condition(one) for one in given["items"] if one["text"]]
    refusals = given["prohibitions"]
    if not refusals:
        return [Items(items)] if items else []
    found: list[Block] = []
    if items:
        found = [Heading(pgettext("on paper", "(1) Conditions to be met"), 2), Items(items)]
    title = (
        pgettext("on paper", "(2) Cases of refusal")
        if items
        else pgettext("on paper", "Cases of refusal")
    )
    return [*found, Heading(title, 2), Items(refusals)]


def _condition(one: Mapping[str, Any]) -> str:
    return one["text"] + _only_for(one["situations"])


def _only_for(situations: list[str]) -> str:
    if not situations:
        return ""
    return pgettext("on paper", " (only: %(cases)s)") % {"cases": listed(situations)}


def materials(document: Document) -> list[Block]:
    """Return the table of materials, or that none is needed."""
    given = document["materials"]
    if given["none_required"] and not given["items"]:
        return [Paragraph(pgettext("on paper", "No material is needed."))]
    if not given["items"]:
        return []
    heads = (
        pgettext("on paper", "No."),
        pgettext("on paper", "Material name"),
        pgettext("on paper", "Material form"),
        pgettext("on paper", "Number of copies"),
        pgettext("on paper", "Necessity"),
        pgettext("on paper", "Source"),
        pgettext("on paper", "How to fill it in"),
    )
    rows = [_material(number, one) for number, one in enumerate(given["items"], 1)]
    return [Table(heads, rows, (8, 31, 14, 15, 15, 27, 46), centred=frozenset({0, 2, 3, 4}))]


def _material(number: int, one: Mapping[str, Any]) -> list[str]:
    form = "" if one["exempt"] else label(choices.MaterialForm, one["form"])
    return [
        str(number),
        one["name"] + _only_for(one["situations"]),
        form,
        copies(one),
        "\n".join(needed(one)),
        "\n".join(filter(None, [_source(one), one["source_note"]])),
        "\n".join(_notes(one)),
    ]


def copies(one: Mapping[str, Any]) -> str:
    """Return how many originals and copies of a material are handed in, one kind a line."""
    if one["exempt"]:
        return ""
    counts = (
        (pgettext("on paper", "Original"), one["originals"]),
        (pgettext("on paper", "Copy"), one["copies"]),
    )
    named = [
        pgettext("on paper", "%(kind)s: %(n)s") % {"kind": kind, "n": count}
        for kind, count in counts
        if count
    ]
    return "\n".join(named) or label(choices.MaterialKind, one["kind"])


def needed(one: Mapping[str, Any]) -> list[str]:
    """Return whether a material must be handed in, in words."""
    if one["exempt"]:
        return [pgettext("on paper", "Not needed from you")]
    words = [label(choices.Necessity, one["necessity"])]
    if one["tolerated"] and one["necessity"] != choices.Necessity.LATER:
        words.append(pgettext("on paper", "May follow later"))
    return [word for word in words if word]


def _source(one: Mapping[str, Any]) -> str:
    return one["issuing_body"] or label(choices.MaterialSource, one["source"])


def _notes(one: Mapping[str, Any]) -> list[str]:
    """Return what the last column says, in lines."""
    named = (
        ("", one["filling_notes"]),
        (pgettext("on paper", "Accepted when: "), one["acceptance_standard"]),
        (pgettext("on paper", "Paper: "), one["page_format"]),
        (pgettext("on paper", "Demanded by: "), one["legal_basis"]),
        (pgettext("on paper", "Taken instead: "), one["e_licence"]),
        (pgettext("on paper", "Forms: "), listed(file["name"] for file in one["blank_forms"])),
        (pgettext("on paper", "Samples: "), listed(file["name"] for file in one["samples"])),
        ("", one["note"]),
    )
    return [f"{name}{value}" for name, value in named if value]
