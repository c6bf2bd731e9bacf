"""The texts of a guide's public cut by which it is found, field by field."""

from django.utils.translation import pgettext_lazy

WEIGHTED = ("title", "aliases", "summary")
"""Fields that count for more; all fields together are the guide's `text`."""

LABELS = {
    "title": pgettext_lazy("where a word was found", "Title"),
    "aliases": pgettext_lazy("where a word was found", "Everyday names"),
    "summary": pgettext_lazy("where a word was found", "In plain words"),
    "scope": pgettext_lazy("where a word was found", "Scope of application"),
    "conditions": pgettext_lazy("where a word was found", "Conditions"),
    "materials": pgettext_lazy("where a word was found", "Materials"),
    "process": pgettext_lazy("where a word was found", "Procedure"),
    "time_limits": pgettext_lazy("where a word was found", "Time limits"),
    "handling": pgettext_lazy("where a word was found", "Ways of handling"),
    "fees": pgettext_lazy("where a word was found", "Fees"),
    "results": pgettext_lazy("where a word was found", "Results"),
    "service_points": pgettext_lazy("where a word was found", "Windows and hours"),
    "contacts": pgettext_lazy("where a word was found", "Advice, complaints, remedies"),
    "faqs": pgettext_lazy("where a word was found", "Questions and mistakes"),
    "question_tree": pgettext_lazy("where a word was found", "Find your case"),
    "legal_bases": pgettext_lazy("where a word was found", "Legal bases"),
    "attachments": pgettext_lazy("where a word was found", "Attachments"),
    "department": pgettext_lazy("where a word was found", "Department"),
    "english": pgettext_lazy("where a word was found", "English name"),
    "codes": pgettext_lazy("where a word was found", "Codes"),
}

WHOLE_SECTIONS = (
    "conditions", "materials", "process", "time_limits", "handling", "fees", "results",
    "service_points", "contacts", "faqs", "question_tree", "attachments",
)  # fmt: skip

SCOPE = ("scope", "division_of_power", "exercise_content", "quantity_limit")

PROSE = frozenset((
    "acceptance_standard", "accessibility", "action", "address", "annual_check", "answer",
    "authentication", "basis", "body", "commitment_note", "conclusion", "content",
    "delivery_limit", "division_of_power", "document_no", "duties", "e_licence",
    "exercise_content", "filling_notes", "help", "hours_note", "issuing_body", "label",
    "languages", "legal_basis", "name", "note", "page_format", "period", "phone",
    "prohibitions", "publication", "quantity", "question", "ranking", "reduction_basis",
    "result", "rights", "scope", "silence", "situations", "source_note", "standard",
    "standard_summary", "text", "tolerance_note", "transport", "validity", "value",
    "visit_reason",
))  # fmt: skip
"""Keys of a section whose values are words for readers; keys, codes and addresses are not."""


def texts_of(public, code="", numbers=()):
    """Return {field: [paragraph, …]} of a public cut (JSON data); fields without text are left out.

    `code` is the guide's own code, `numbers` are further numbers by which it is known.
    """
    item = public["item"]
    situation = item["situation"]["name"]
    fields = {
        "title": [public["title"], _with_situation(item["name"], situation)],
        "aliases": item["aliases"],
        "summary": [public["summary"]],
        "scope": list(_prose({name: item[name] for name in SCOPE})),
        **{name: list(_prose(public[name])) for name in WHOLE_SECTIONS},
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


def _prose(value, key=""):
    """Walk a section and give what its prose fields say, in reading order."""
    if isinstance(value, dict) and key == "address":
        yield "".join(value.values())
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from _prose(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from _prose(inner, key)
    elif isinstance(value, str) and key in PROSE:
        yield value


def _paragraphs(values):
    lines = [line.strip() for value in values if value for line in value.splitlines()]
    return list(dict.fromkeys(line for line in lines if line))
