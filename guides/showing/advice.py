"""Whom to ask, where to complain, what the law says, what others have asked."""

import re
from collections.abc import Mapping
from typing import Any

from guides import choices
from guides.showing.language import gettext as _
from guides.showing.words import day, label, rows

EMAIL = re.compile(r"[^@\s:/?]+@[^@\s:/?]+")
BETWEEN_DIGITS = re.compile(r"[\s()（）-]")
PHONE = re.compile(r"\+?[0-9]{3,15}")
STATUS_TAGS = {
    choices.BasisStatus.IN_FORCE: "ok",
    choices.BasisStatus.AMENDED: "warn",
    choices.BasisStatus.REPEALED: "stop",
}


def contacts(public: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return enquiries, complaints, progress, remedies, rights and duties, or None without any."""
    given = public["contacts"]
    groups = [
        {"name": _("Enquiries"), "items": [_contact(one) for one in given["enquiries"]]},
        {"name": _("Complaints"), "items": [_contact(one) for one in given["complaints"]]},
        {"name": _("Progress and result"), "items": [_contact(one) for one in given["progress"]]},
    ]
    found = {
        "groups": [group for group in groups if group["items"]],
        "remedies": _remedies(given["remedies"]),
        "rights": given["rights"],
        "duties": given["duties"],
    }
    return found if any(found.values()) else None


def _contact(one):
    return {
        "way": label(choices.ContactWay, one["way"]),
        "value": one["value"],
        "href": link_of(one["value"], one["way"]),
        "note": one["note"],
    }


def link_of(value: str, way: str | None = None) -> str:
    """Return the safe address behind a phone number, an e-mail or a web address; empty for
    others.
    """
    if value.startswith(("https://", "http://")):
        return value
    if way == choices.ContactWay.EMAIL:
        return f"mailto:{value}" if EMAIL.fullmatch(value) else ""
    if way not in (None, choices.ContactWay.PHONE):
        return ""
    digits = BETWEEN_DIGITS.sub("", value)
    return f"tel:{digits}" if PHONE.fullmatch(digits) else ""


def _remedies(given):
    named = [
        (_("Administrative review"), given["review"]),
        (_("Administrative litigation"), given["litigation"]),
    ]
    return [
        {"name": name, **one, "tel": link_of(one["phone"]), "href": link_of(one["url"])}
        for name, one in named
        if one["body"] or one["period"]
    ]


def legal_bases(public: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the provisions, each with a title line, its text and rows of facts."""
    return [
        {
            "title": _law_title(one),
            "status": label(choices.BasisStatus, one["status"]),
            "tag": STATUS_TAGS.get(one["status"], "plain"),
            "text": one["text"],
            "facts": rows(
                (_("Category of the basis"), label(choices.BasisCategory, one["category"])),
                (_("Number of the law"), one["document_no"]),
                (_("Enacting body"), one["issuer"]),
                (_("In force since"), day(one["effective_on"])),
            ),
        }
        for one in public["legal_bases"]
    ]


def _law_title(one):
    title = one["title"]
    if title and not title.startswith("《"):
        title = f"《{title}》"
    return f"{title}{one['article']}"


def faqs(public: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return frequent questions first, then common mistakes."""
    found = [
        {
            "kind": label(choices.FaqKind, one["kind"]),
            "mistake": one["kind"] == choices.FaqKind.MISTAKE,
            "question": one["question"],
            "answer": one["answer"],
        }
        for one in public["faqs"]
    ]
    return sorted(found, key=lambda faq: faq["mistake"])


def questions(public: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the question tree as a list: each answer with what follows from it in words."""
    given = public["question_tree"]["questions"]
    numbers = {question["key"]: number for number, question in enumerate(given, 1)}
    names = _names_of_keys(public)
    return [
        {
            "number": number,
            "question": question["question"],
            "help": question["help"],
            "options": [_option(option, numbers, names) for option in question["options"]],
        }
        for number, question in enumerate(given, 1)
    ]


def _names_of_keys(public):
    rows_with_keys = [
        *public["materials"]["items"],
        *public["process"]["steps"],
        *public["conditions"]["items"],
    ]
    return {row["key"]: row.get("name") or row.get("text", "") for row in rows_with_keys}


EFFECTS = (
    ("add_materials", lambda: _("Bring as well")),
    ("drop_materials", lambda: _("No need to bring")),
    ("add_steps", lambda: _("One more step")),
    ("drop_steps", lambda: _("One step less")),
    ("add_conditions", lambda: _("This must be met as well")),
    ("drop_conditions", lambda: _("This need not be met")),
)


def _option(option, numbers, names):
    effect = option["effect"]
    changes = [
        {"label": title(), "names": [names.get(key, key) for key in effect[field]]}
        for field, title in EFFECTS
        if effect[field]
    ]
    return {
        "label": option["label"],
        "help": option["help"],
        "next": numbers.get(option["next"]),
        "changes": changes,
        "conclusion": effect["conclusion"],
    }
