"""The texts of a guide's public cut by which it is found, field by field."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy, pgettext_lazy

from guides.document import GuideDocument
from guides.document.parts import Item
from guides.document.shared import section_keys
from guides.document.words import words_in

WEIGHTED = ("title", "aliases", "summary")
"""Fields that count for more; all fields together are the guide's `text`."""

TAKEN_APART = ("item", "legal_bases")
"""Sections whose texts are taken apart here; of all others every word is taken."""

WHOLE_SECTIONS = tuple(key for key in section_keys(GuideDocument) if key not in TAKEN_APART)
SCOPE = ("scope", "division_of_power", "exercise_content", "quantity_limit")

LABELS = {
    key: gettext_lazy(GuideDocument.model_fields[key].title or key)
    for key in section_keys(GuideDocument)
} | {
    "title": pgettext_lazy("where a word was found", "Title"),
    "aliases": pgettext_lazy("where a word was found", "Everyday names"),
    "summary": pgettext_lazy("where a word was found", "In plain words"),
    "scope": pgettext_lazy("where a word was found", "Scope of application"),
    "results": pgettext_lazy("where a word was found", "Results"),
    "service_points": pgettext_lazy("where a word was found", "Windows and hours"),
    "contacts": pgettext_lazy("where a word was found", "Advice, complaints, remedies"),
    "faqs": pgettext_lazy("where a word was found", "Questions and mistakes"),
    "department": pgettext_lazy("where a word was found", "Department"),
    "english": pgettext_lazy("where a word was found", "English name"),
    "codes": pgettext_lazy("where a word was found", "Codes"),
}
"""Where a word was found; a section's own title, or a shorter one."""


def texts_of(
    public: Mapping[str, Any], code: str = "", numbers: Iterable[str] = ()
) -> dict[str, list[str]]:
    """Return {field: [paragraph, …]} of a public cut (JSON data); fields without text are left out.

    `code` is the guide's own code, `numbers` are further numbers by which it is known.
    """
    item = public["item"]
    situation = item["situation"]["name"]
    fields = {
        "title": [public["title"], _with_situation(item["name"], situation)],
        "aliases": item["aliases"],
        "summary": [public["summary"]],
        "scope": [one for name in SCOPE for one in words_in(Item, name, item[name])],
        **{name: list(words_in(GuideDocument, name, public.get(name))) for name in WHOLE_SECTIONS},
        "legal_bases": [_basis(basis) for basis in public["legal_bases"]],
        "department": _bodies(public),
        "english": [item["name_en"], item["situation"]["name_en"], item["authority"]["name_en"]],
        "codes": [code, public["doc_no"], *numbers, *item["codes"].values()],
    }
    cleaned = {name: _paragraphs(values) for name, values in fields.items()}
    return {name: values for name, values in cleaned.items() if values}


def _with_situation(name, situation):
    return name if name.endswith(situation) else f"{name}{situation}"


def _bodies(public):
    item = public["item"]
    themes = [*item["personal_themes"], *item["business_themes"], *item["local_themes"]]
    return [
        item["authority"]["name"],
        item["authority"]["region"],
        *(item[name] for name in ("accepting_body", "deciding_body", "undertaking_body")),
        *item["joint_bodies"],
        public["issuer"],
        *(one["name"] for one in [*themes, *item["life_events"]]),
    ]


def _basis(basis):
    head = f"{basis['title']}{basis['article']}"
    number = f"（{basis['document_no']}）" if basis["document_no"] else ""
    return f"{head}{number}\n{basis['text']}\n{basis['issuer']}"


def _paragraphs(values):
    lines = [line.strip() for value in values if value for line in value.splitlines()]
    return list(dict.fromkeys(line for line in lines if line))
