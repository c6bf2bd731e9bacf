"""Values of a Document in words, as a reviewer reads them: codes by label, rows by field."""

from enum import Enum
from typing import Any

from django.utils.translation import gettext as _
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from guides.document.annotations import innermost, is_part, row_annotation
from guides.document.fields import FileRef
from guides.showing.hours import weekdays

KEYS = ("（标识）", " (keys)", " (key)")
NAMING_FIELDS = ("name", "title", "question", "subject", "label", "text", "key")


def shape_of(annotation: Any) -> tuple[Any, bool]:
    """Return the bare type of a field's annotation and whether the field holds a list of it."""
    return innermost(annotation), row_annotation(annotation) is not None


def is_rows(bare: type, many: bool) -> bool:
    """Return whether a field is a table: a list of parts, not of files."""
    return many and is_part(bare)


def in_words(bare: type, many: bool, value: Any) -> str:
    """Return a value as text, empty when nothing is said."""
    if value is None or value == "" or value == []:
        return ""
    if many and bare is int:
        # Numbers come in lists only as days of the week.
        return weekdays(sorted(value))
    if many:
        return ("\n" if is_part(bare) else "、").join(in_words(bare, False, one) for one in value)
    if bare is FileRef:
        return _("%(name)s (fingerprint %(start)s)") % {
            "name": value["name"],
            "start": value["sha256"][:8],
        }
    if is_part(bare):
        return part_in_words(bare, value)
    if isinstance(bare, type) and issubclass(bare, Enum):
        return _label(bare, value)
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    return str(value)


def part_in_words(part: type[BaseModel], value: dict) -> str:
    """Return a part as lines `field：value`, leaving out what is not said."""
    lines = []
    for name, field in part.model_fields.items():
        bare, many = shape_of(field.annotation)
        inner = value.get(name)
        if inner is not False or field.default is not False:
            text = in_words(bare, many, inner)
            if text and name != "key":
                lines.append(f"{title_of(field, name)}：{text}")
    return "\n".join(lines)


def title_of(field: FieldInfo, name: str) -> str:
    """Return a field's title in the reader's language, without the word that it holds keys."""
    if not field.title:
        return name
    title = _(field.title)
    for ending in KEYS:
        title = title.removesuffix(ending)
    return title


def row_name(row: dict) -> str:
    """Return the words by which a reader knows a row, at most 24 characters."""
    for name in NAMING_FIELDS:
        if isinstance(row.get(name), str) and row[name]:
            return row[name].splitlines()[0][:24]
    return ""


def _label(code_list, value):
    try:
        return str(code_list(value).label)
    except ValueError:
        return str(value)
