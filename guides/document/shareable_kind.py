"""What of a part of a Document guides may share, whatever kind it is of."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

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

    def name_of(self, data: Mapping[str, Any]) -> str:
        """Return what a part is called, by its data."""
        return str(data[self.named_by])

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
        self,
        row: Mapping[str, Any],
        was: Mapping[str, Any],
        now: Mapping[str, Any],
        alike: Collection[str] = (),
    ) -> tuple[dict[str, Any], list[str]]:
        """Return a row that follows its part from one version to another, and its own fields.

        In the fields named by `alike` it says what the part says, whatever it said itself.
        """
        overridden = [name for name in self.own_fields(row, was) if name not in alike]
        taken = {name: now[name] for name in self.fields if name not in overridden and name in now}
        return {**row, **taken}, overridden
