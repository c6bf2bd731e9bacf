"""A manual as a book: its sections in the order of its outline, numbered as its paper is."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy, pgettext_lazy

from core.texts.chinese_numbers import chinese_numeral
from guides.document import ManualDocument, parts
from guides.document.annotations import innermost
from guides.document.fields import FileRef
from guides.document.shared import EXTRAS
from guides.showing import particulars, sections
from guides.showing.extra import ELSEWHERE, extra_by_section, extra_in_words
from guides.showing.internal import (
    INTERNAL,
    as_table,
    in_words,
    part_rows,
    posts_of_steps,
    reviews,
)
from guides.showing.language import gettext as _
from guides.showing.outline_order import APART, in_outline_order
from guides.showing.procedure import procedure
from guides.showing.sections import outline_headings
from guides.showing.words import in_english, limit_text, rows

Document = Mapping[str, Any]


def book(document: Document) -> list[dict[str, Any]]:
    """Return the sections of a manual's page in order, as `sections.groups` has those of a guide.

    `heading` has its number before it, `below` what stands in the section under a heading of its
    own.
    """
    keys = [*in_outline_order(document["outline"]["sections"]), ELSEWHERE]
    headings = outline_headings(document)
    extra = extra_by_section(document, [key for key in keys if key in BUILDERS], EXTRAS)
    found: list[dict[str, Any]] = []
    for key in keys:
        data = BUILDERS[key](document) if key in BUILDERS else None
        if not (data or key in extra):
            continue
        heading = headings.get(key) or str(HEADINGS.get(key, key))
        found.append(
            {
                "key": key or "extra",
                "heading": _numbered(len(found) + 1, heading),
                "template": _template(key),
                "data": data,
                "extra": [extra_in_words(row) for row in extra.get(key, ())],
                "below": [one for build in BELOW.get(key, ()) if (one := build(document))],
                "half": False,
            }
        )
    return found


def _numbered(number, heading):
    return f"{number}. {heading}" if in_english() else f"{chinese_numeral(number)}、{heading}"


def _template(key):
    name = TEMPLATES.get(key) or (key if key in SHARED else "internal")
    return f"guides/sections/{name}.html"


def _item(document):
    """Return the facts of the item with its limit of numbers, which a guide shows elsewhere."""
    scope = particulars.scope(document)
    return [*particulars.item_facts(document), *(scope["quantity"] if scope else [])]


def _materials(document):
    if document["materials"]["none_required"] and not document["materials"]["items"]:
        return {"none": True}
    return SHARED["materials"](document)


def _process(document):
    """Return the procedure without its time limits, which a manual has as a section."""
    found = procedure(document)
    if not found or not any(found[name] for name in ("channels", "special", "charts")):
        return None
    return found | {"limits": [], "silence": ""}


def _time_limits(document):
    found = procedure(document)
    return found if found and (found["limits"] or found["silence"]) else None


def _apart(key):
    """Return the function that makes the rows of a part of a section that stands for itself."""
    steps = key.split(".")
    part: Any = ManualDocument
    for step in steps:
        part = part if step == "*" else innermost(part.model_fields[step].annotation)

    def build(document):
        found: list[Any] = [document]
        for step in steps:
            if step == "*":
                found = [row for rows_of_one in found for row in rows_of_one]
            else:
                found = [one[step] for one in found]
        flat = [row for one in found for row in (one if isinstance(one, list) else [one])]
        return [made for one in flat if (made := _rows_of(steps[-1], part, one))]

    return build


def _rows_of(name, part, value):
    if not isinstance(value, dict):
        return rows(("", in_words(part, value) if value not in (None, "") else ""))
    if value.keys() == FileRef.model_fields.keys():
        return [{"label": _("File"), "value": "", "file": value}]
    if name in parts.LIMITS:
        return rows(
            ("", "\n".join(filter(None, [limit_text(value), value["note"], value["basis"]])))
        )
    return part_rows(part, value)


SHARED = {key: build for _key, _title, shown in sections.ORDER for key, _heading, build in shown}
"""What a manual shows as its guide's page does."""
TABLES = frozenset({"posts", "discretion", "opinion_templates", "supervision"})


def _tabled(build):
    def table(document):
        found = build(document)
        return as_table(found) if found else None

    return table


BUILDERS: dict[str, Callable[[Document], Any]] = (
    {key: _apart(key) for key in APART}
    | {key: build for key, build in SHARED.items() if key in ManualDocument.model_fields}
    | {
        "item": _item,
        "item.scope": _apart("item.scope"),
        "materials": _materials,
        "process": _process,
        "time_limits": _time_limits,
    }
    | INTERNAL
    | {key: _tabled(INTERNAL[key]) for key in TABLES}
)
"""The sections of a manual by the keys of an outline."""

TEMPLATES = dict.fromkeys(TABLES, "internal_table") | {
    "document_forms": "document_forms",
    "internal_chart": "internal_chart",
    "time_limits": "time_limits",
}
"""Sections whose template is neither a guide's nor that of rows."""


def _below(heading, build):
    def made(document):
        if not (found := build(document)):
            return None
        template = "guides/sections/internal_table.html"
        return {"heading": str(heading), "template": template, "data": as_table(found)}

    return made


BELOW = {
    "conditions": (_below(gettext_lazy("How each condition is reviewed"), reviews),),
    "internal_chart": (_below(gettext_lazy("Posts and standards of the steps"), posts_of_steps),),
}
"""What stands in a section under a heading of its own."""

HEADINGS = {
    name: gettext_lazy(field.title)
    for name, field in ManualDocument.model_fields.items()
    if field.title
} | {
    "item.scope": pgettext_lazy("section", "Who and what it is for"),
    ELSEWHERE: gettext_lazy("Extra fields"),
}
"""The headings of sections that the outline does not name."""
