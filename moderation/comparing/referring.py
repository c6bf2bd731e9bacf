"""Rows that other rows name by their keys, in the words by which a reader knows them."""

from collections.abc import Mapping
from typing import Any

from guides.showing.wording import row_name

LISTS = {
    "materials": ("materials", "items"),
    "conditions": ("conditions", "items"),
    "steps": ("process", "steps"),
}
"""Where the rows lie that a field of this name, also with a prefix, holds the keys of."""
PREFIXES = ("add_", "drop_")

Names = Mapping[str, Mapping[str, str]]
NO_NAMES: Names = {}


def names_in(document: Mapping[str, Any] | None) -> Names:
    """Return {list: {key: words}} of the rows of a Document that others may name."""
    found = {}
    for name, (section, rows) in LISTS.items():
        held = (document or {}).get(section) or {}
        listed = held.get(rows) or [] if isinstance(held, Mapping) else []
        found[name] = {row["key"]: row_name(row) for row in listed if row.get("key")}
    return found


def named(field: str, value: Any, names: Names) -> Any:
    """Return a field's value with keys of rows as their words; other values as they are."""
    if isinstance(value, dict):
        return {name: named(name, inner, names) for name, inner in value.items()}
    if not isinstance(value, list):
        return value
    known = names.get(_list_of(field), {})
    return [
        known.get(one, one) if isinstance(one, str) else named(field, one, names) for one in value
    ]


def _list_of(field: str) -> str:
    for prefix in PREFIXES:
        field = field.removeprefix(prefix)
    return field
