"""What the editor says of a row in one line: 必要 · 原件 1 份 · 免提交."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from django.db.models import Choices
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from guides.choices import TimeUnit
from guides.document import GuideDocument
from guides.document.annotations import innermost
from guides.outlines.places import part_at
from guides.showing.hours import weekdays

LINES: dict[str, tuple[str, ...]] = {
    "legal_bases": ("document_no", "article", "status"),
    "materials/items": ("necessity", "form", "originals", "copies", "exempt", "tolerated"),
    "process/steps": ("body", "limit unit", "result"),
    "process/special_procedures": ("kind", "limit unit"),
    "fees/items": ("standard", "amount"),
    "results": ("kind", "validity"),
    "service_points": ("address-road", "address-number", "phone"),
    "service_points/*/hours": ("weekdays", "opens – closes"),
    "contacts/enquiries": ("way", "note"),
    "contacts/complaints": ("way", "note"),
    "contacts/progress": ("way", "note"),
    "faqs": ("kind",),
}
"""The fields of a table's rows that stand in their line; those parted by a blank belong together,
by a dash they are a span."""


def row_lines() -> dict[str, list[dict[str, Any]]]:
    """Return {path of a table: how its rows' lines are put together}, for the editor's script."""
    return _row_lines(get_language())


@cache
def _row_lines(language):
    """Nothing in it but the language differs between two forms."""
    return {path: [_part(path, one) for one in fields] for path, fields in LINES.items()}


def _part(path: str, fields: str) -> dict[str, Any]:
    names = fields.replace("–", " ").split()
    facts: dict[str, Any] = {"fields": names, "between": "–" if "–" in fields else " "}
    codes = dict(_codes(path, names[-1]))
    words = {"originals": _("% originals"), "copies": _("% copies")}.get(names[0])
    flags = {"exempt": _("need not be handed in"), "tolerated": _("may follow")}
    if codes:
        facts["codes"] = codes
    if names[-1] == "unit":
        facts["instant"] = TimeUnit.INSTANT.value
    if words:
        facts["words"] = words
    if names[0] in flags:
        facts["flag"] = flags[names[0]]
    if names[0] == "weekdays":
        facts["days"] = [weekdays([day]) for day in range(1, 8)]
        facts["span"] = _("% to %")
    return facts


def _codes(path: str, name: str) -> Iterator[tuple[str, str]]:
    """Yield (code, label) of a field that is one of a code list."""
    steps = [*path.split("/"), *name.split("-")]
    part = part_at(GuideDocument, steps[:-1])
    field = part.model_fields.get(steps[-1]) if part else None
    bare: Any = innermost(field.annotation) if field else None
    if isinstance(bare, type) and issubclass(bare, Choices):
        yield from ((str(code), str(label)) for code, label in bare.choices)
