"""Rows of a Document that guides may share (共用): which they are, and what of them is shared."""

from collections.abc import Iterator, Mapping
from typing import Any

from guides.choices import PartKind

from . import parts
from .guide import GuideDocument
from .inheriting import WholeGuide
from .shareable_kind import Shareable

KINDS: dict[str, Shareable] = {
    PartKind.MATERIAL: Shareable(
        parts.Material, ("materials/items",), "name", frozenset({"key", "situations", "conditions"})
    ),
    PartKind.SERVICE_POINT: Shareable(parts.ServicePoint, ("service_points",), "name"),
    PartKind.FEE: Shareable(parts.Fee, ("fees/items",), "name"),
    PartKind.CONTACT: Shareable(
        parts.Contact, ("contacts/enquiries", "contacts/complaints", "contacts/progress"), "value"
    ),
    PartKind.GUIDE: WholeGuide(GuideDocument, (), "title"),
}
KIND_OF_TABLE = {table: kind for kind, one in KINDS.items() for table in one.tables}
SHARED_PARTS = frozenset(KINDS[kind].part for kind in KIND_OF_TABLE.values())
SECTIONS = frozenset(table.partition("/")[0] for table in KIND_OF_TABLE)
"""The sections in which shared rows stand; a manual has them from its guide."""
WHOLE = ""
"""The pointer of a Document itself, where an heir follows its standard guide."""
REFERENCE = "shared"
"""The name under which a row in the editor says which part it follows, as `key:version`."""


def shareable_rows(sections: Mapping[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield (kind, pointer, row) of every row that may be shared in sections or a Document."""
    for table, kind in KIND_OF_TABLE.items():
        rows: Any = sections
        for step in table.split("/"):
            rows = rows.get(step) if isinstance(rows, Mapping) else None
        for number, row in enumerate(rows or ()):
            yield kind, f"{table}/{number}", row


def row_at(data: Any, pointer: str) -> Any:
    """Return the row at a pointer such as `materials/items/2`; LookupError without one."""
    for step in pointer.split("/") if pointer else ():
        data = data[int(step)] if isinstance(data, list) else data[step]
    return data


def rows_at(data: Any, pointers: list[str]) -> list[dict[str, Any]]:
    """Return the rows at pointers, those that are not there any more left out."""
    known = {pointer: row for _kind, pointer, row in shareable_rows(data)} | {WHOLE: data}
    return [known[pointer] for pointer in pointers if pointer in known]
