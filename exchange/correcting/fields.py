"""The values at a place of a Document as fields of a small form, and what was typed as values."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.utils.translation import gettext as _
from pydantic import BaseModel

from guides.document import GuideDocument, ManualDocument
from guides.document.parts.contact import OpeningHours
from guides.showing.hours import weekdays
from guides.showing.wording import is_part, is_rows, shape_of, title_of

TEXT, WHOLE, FLAG, CODE = "text", "whole", "flag", "code"
NOT_OFFERED = frozenset({"key", "schema_version"})
MOST = 8
"""So many fields of a row are offered; the rest is for the editor."""


@dataclass(frozen=True)
class Field:
    """A value that can be set by hand: its pointer, label, kind, and the choices of a code list."""

    pointer: str
    label: str
    kind: str
    value: Any
    choices: tuple[tuple[str, str], ...] = ()


def model_of(kind: str) -> type[BaseModel]:
    """Return the Document's type of a kind."""
    return ManualDocument if kind == "manual" else GuideDocument


def at(model: type[BaseModel], data: Any, pointer: str) -> tuple[Any, bool, Any, str]:
    """Return (bare type, is a list, value, label) at a pointer; LookupError for no such place."""
    bare: Any = model
    many, label = False, ""
    for step in pointer.strip("/").split("/"):
        if isinstance(data, list):
            data, many = data[int(step)], False
            continue
        field = bare.model_fields[step]
        bare, many = shape_of(field.annotation)
        data, label = data[step], title_of(field, step)
    return bare, many, data, label


def fields_at(kind: str, document: Mapping[str, Any], pointer: str) -> list[Field]:
    """Return the fields of the value at a pointer, or of the row or part that stands there."""
    try:
        bare, many, value, label = at(model_of(kind), document, pointer)
    except (LookupError, TypeError, ValueError):
        return []
    if is_part(bare) and not many:
        return list(_filled(bare, value, pointer))[:MOST]
    if many and bare is OpeningHours:
        return list(_hours(value, pointer))[: MOST * 2]
    field = _field(bare, many, value, pointer, label)
    return [field] if field else []


def _hours(rows: Iterable[Mapping[str, Any]], pointer: str) -> Iterator[Field]:
    """Yield the spans of a window's hours: a season that the text names without days is asked."""
    for number, row in enumerate(rows):
        for name, declared in OpeningHours.model_fields.items():
            if isinstance(row[name], str):
                label = f"{weekdays(row['weekdays'])} {row['opens']} · {title_of(declared, name)}"
                yield Field(f"{pointer}/{number}/{name}", label, TEXT, row[name])


def _filled(part: type[BaseModel], value: Mapping[str, Any], pointer: str) -> Iterator[Field]:
    for name, declared in part.model_fields.items():
        bare, many = shape_of(declared.annotation)
        if name in NOT_OFFERED or value.get(name) in (None, "", []) or is_rows(bare, many):
            continue
        if is_part(bare):
            yield from _filled(bare, value[name], f"{pointer}/{name}")
            continue
        title = title_of(declared, name)
        field = _field(bare, many, value[name], f"{pointer}/{name}", title)
        # A flag without "unknown" that is off says nothing.
        if field and (field.kind != FLAG or value[name] or declared.default is None):
            yield field


def _field(bare: Any, many: bool, value: Any, pointer: str, label: str) -> Field | None:
    if many:
        return None
    if bare is bool:
        words = (("yes", _("Yes")), ("no", _("No")))
        chosen = {True: "yes", False: "no"}.get(value, "")
        return Field(pointer, label, FLAG, chosen, words)
    if isinstance(bare, type) and issubclass(bare, Enum):
        choices = tuple((str(one.value), str(one.label)) for one in bare)  # type: ignore[attr-defined]
        return Field(pointer, label, CODE, str(value or ""), choices)
    if bare is int:
        return Field(pointer, label, WHOLE, "" if value is None else str(value))
    return Field(pointer, label, TEXT, value or "") if isinstance(value, str | None) else None


def typed_values(fields: list[Field], typed: Mapping[str, str]) -> dict[str, Any]:
    """Return {pointer: value} for the fields whose typed text differs from what they hold."""
    values = {}
    for field in fields:
        text = typed.get(field.pointer)
        if text is not None and text.strip() != str(field.value).strip():
            values[field.pointer] = _value(field, text.strip())
    return values


def _value(field: Field, text: str) -> Any:
    if field.kind == FLAG:
        return {"yes": True, "no": False}.get(text)
    if field.kind == WHOLE:
        return int(text) if text.isascii() and text.isdigit() else (text or None)
    return (text or None) if field.kind == CODE else text
