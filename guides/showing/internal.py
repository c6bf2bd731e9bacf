"""What only a manual says: posts, standards, discretion, document forms, supervision."""

import re
from collections.abc import Callable, Mapping
from enum import Enum
from itertools import count
from typing import Any

from pydantic import BaseModel

from guides import choices
from guides.document import ManualDocument, parts
from guides.document.annotations import innermost, row_annotation
from guides.document.fields import FileRef
from guides.document.manual import SupervisionCheck
from guides.document.shared import SharedSections, section_keys
from guides.showing.flow import internal_chart
from guides.showing.form_fields import filled, pieces
from guides.showing.language import gettext as _
from guides.showing.procedure import drawn_chart
from guides.showing.words import duration_text, label, listed, rows, yes_no

Document = Mapping[str, Any]
Rows = list[list[dict[str, Any]]]


def part_rows(part: type[BaseModel], data: Document) -> list[dict[str, Any]]:
    """Return a part's fields as rows of label and value (or file), under the editor's titles."""
    found: list[dict[str, Any]] = []
    for name, field in part.model_fields.items():
        value = data.get(name)
        if value in (None, "", [], {}) or name == "key":
            continue
        row = {"label": _(field.title or name), "value": ""}
        if isinstance(value, dict) and value.keys() == FileRef.model_fields.keys():
            found.append(row | {"file": value})
        else:
            found.append(row | {"value": in_words(field.annotation, value)})
    return found


def in_words(annotation: Any, value: Any) -> str:
    """Return a value of a Document as a reader gets it."""
    if isinstance(value, list):
        return listed(in_words(innermost(annotation), one) for one in value)
    bare = innermost(annotation)
    if isinstance(value, bool):
        return yes_no(value)
    return label(bare, value) if issubclass(bare, Enum) else str(value)


def _builder(key):
    """Return the function that makes the rows of a section which only manuals have."""
    annotation: Any = ManualDocument.model_fields[key].annotation
    if annotation is str:
        return lambda document: [rows(("", document[key]))] if document[key] else []
    if part := row_annotation(annotation):
        return lambda document: [part_rows(part, one) for one in document[key]]
    return lambda document: [found] if (found := part_rows(annotation, document[key])) else []


def reviews(document: Document) -> Rows:
    """Return how officials check each condition (`docs/template.md`: D4)."""
    return [
        rows((_("Condition"), one["text"])) + found
        for one in document["conditions"]["items"]
        if (found := part_rows(parts.ConditionReview, one["review"]))
    ]


def posts_of_steps(document: Document) -> Rows:
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


def as_table(found: Rows) -> dict[str, Any]:
    """Return rows of label and value as `{"heads", "rows"}`: a cell of each label in each row."""
    longest = max(found, key=len)
    labels = [one["label"] for row in [longest, *found] for one in row]
    heads = list(dict.fromkeys(labels))
    cells = [{one["label"]: one for one in row} for row in found]
    return {"heads": heads, "rows": [[row.get(head) for head in heads] for row in cells]}


def _forms(document):
    """Return the document forms by class: `[{"title", "forms"}]`, their fields filled; numbered
    from one class to the next, as they stand in the book.
    """
    found: dict[str, list[dict[str, Any]]] = {}
    for one in document["document_forms"]:
        title = label(choices.FormClass, one["form_class"]) or _("Other documents")
        form = {
            "name": one["name"],
            "text": filled(one["text"], document),
            "pieces": pieces(one["text"], document),
            "file": one["file"],
        }
        found.setdefault(title, []).append(form)
    order = [*(str(one.label) for one in choices.FormClass), _("Other documents")]
    numbers = count(1)
    return [
        {"title": title, "forms": [{"number": next(numbers)} | one for one in found[title]]}
        for title in order
        if title in found
    ]


SCORE = re.compile(r"\s*([0-9]+(?:\.[0-9]+)?)\s*分?")


def total_score(document: Document) -> str:
    """Return the sum of the scores in the supervision table; empty unless each row has one."""
    found = [SCORE.match(one["score"]) for one in document["supervision"]]
    if len(found) < 2 or not all(found):
        return ""
    return f"{sum(float(one[1]) for one in found if one):g}"


def _supervision(document):
    table = [part_rows(SupervisionCheck, one) for one in document["supervision"]]
    if total := total_score(document):
        subject, score = (
            _(SupervisionCheck.model_fields[name].title) for name in ("subject", "score")
        )
        table.append(rows((subject, _("Total")), (score, total)))
    return table


INTERNAL: dict[str, Callable[[Document], Any]] = {
    key: _builder(key) for key in section_keys(ManualDocument, besides=SharedSections)
} | {
    "document_forms": _forms,
    "supervision": _supervision,
    "internal_chart": _chart,
}
"""What only a manual shows: rows of label and value, the forms, and the chart."""
