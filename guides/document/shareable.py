"""Rows of a Document that guides may share (共用): which they are, and what of them is shared."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from guides.choices import PartKind

from . import parts
from .annotations import innermost
from .fields import FileRef, Part


@dataclass(frozen=True)
class Shareable:
    """One kind of shared part: its type, the tables in which its rows stand, what names it.

    `local` are the fields that belong to the guide alone: keys, and what they refer to.
    """

    part: type[Part]
    tables: tuple[str, ...]
    named_by: str
    local: frozenset[str] = frozenset()

    @property
    def fields(self) -> list[str]:
        """The names of the fields that are shared."""
        return [name for name in self.part.model_fields if name not in self.local]

    @property
    def files(self) -> frozenset[str]:
        """The names of the shared fields that hold files."""
        fields = self.part.model_fields
        return frozenset(n for n in self.fields if innermost(fields[n].annotation) is FileRef)

    def data(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """Return the shared fields of a row as canonical JSON data; ValidationError on bad data."""
        known = {name: row[name] for name in self.fields if name in row}
        return self.part.model_validate(known).model_dump(mode="json", include=set(self.fields))

    def own_fields(self, row: Mapping[str, Any], shared: Mapping[str, Any]) -> list[str]:
        """Return the names of the shared fields in which a row differs from its part.

        A row that names no file has the part's files.
        """
        try:
            data = self.data(row)
        except ValidationError:
            return self.fields
        without = {name for name in self.files if not data[name]}
        return [n for n in self.fields if n not in without and data[n] != shared.get(n)]

    def merged(
        self, row: Mapping[str, Any], was: Mapping[str, Any], now: Mapping[str, Any]
    ) -> tuple[dict[str, Any], list[str]]:
        """Return a row that follows its part from one version to another, and its own fields."""
        overridden = self.own_fields(row, was)
        taken = {name: now[name] for name in self.fields if name not in overridden and name in now}
        return {**row, **taken}, overridden


KINDS: dict[str, Shareable] = {
    PartKind.MATERIAL: Shareable(
        parts.Material, ("materials/items",), "name", frozenset({"key", "situations", "conditions"})
    ),
    PartKind.SERVICE_POINT: Shareable(parts.ServicePoint, ("service_points",), "name"),
    PartKind.FEE: Shareable(parts.Fee, ("fees/items",), "name"),
    PartKind.CONTACT: Shareable(
        parts.Contact, ("contacts/enquiries", "contacts/complaints", "contacts/progress"), "value"
    ),
}
KIND_OF_TABLE = {table: kind for kind, one in KINDS.items() for table in one.tables}
SHARED_PARTS = frozenset(one.part for one in KINDS.values())
SECTIONS = frozenset(table.partition("/")[0] for table in KIND_OF_TABLE)
"""The sections in which shared rows stand; a manual has them from its guide."""
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
    for step in pointer.split("/"):
        data = data[int(step)] if isinstance(data, list) else data[step]
    return data


def rows_at(data: Any, pointers: list[str]) -> list[dict[str, Any]]:
    """Return the rows at pointers, those that are not there any more left out."""
    known = {pointer: row for _kind, pointer, row in shareable_rows(data)}
    return [known[pointer] for pointer in pointers if pointer in known]
