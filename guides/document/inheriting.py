"""What a guide takes from the standard guide (标准指南) of its item, and what stays its own."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from .guide import GuideDocument
from .shareable_kind import Shareable

LOCAL = (
    "schema_version", "doc_no", "title", "issuer", "change_note", "checked_on", "outline",
    "item", "service_points", "contacts", "extra", "extra_internal",
    "handling/online_url", "handling/booking_url",
)  # fmt: skip
"""Places that each district fills: its bodies and codes, windows, hours, phones, addresses, what
its own outline asks besides, and what belongs to the paper itself. Everything else is the
standard's. Nothing else says which.
"""
INTERNAL_OF_STEPS = ("post", "phone")
"""Of the city's own officials: no district takes them over, its manual names its own."""

LOCAL_SECTIONS = frozenset(place for place in LOCAL if "/" not in place)
LOCAL_FIELDS = tuple(place.split("/") for place in LOCAL if "/" in place)
INHERITED = tuple(name for name in GuideDocument.model_fields if name not in LOCAL_SECTIONS)
"""The fields of a Document that come from the standard, `standard` itself among them."""


def is_local(pointer: str) -> bool:
    """Return whether a place of an heir's Document, such as `/handling/online_url`, is its own."""
    steps = pointer.strip("/").split("/")
    return steps[0] in LOCAL_SECTIONS or steps[:2] in LOCAL_FIELDS


@dataclass(frozen=True)
class WholeGuide(Shareable):
    """A whole guide as a shared part: the one row is the heir's Document itself."""

    @property
    def fields(self) -> list[str]:
        """The names of the fields that are inherited."""
        return list(INHERITED)

    def name_of(self, data: Mapping[str, Any]) -> str:
        """Return the title of the guide that is the standard."""
        return str(data["standard"]["title"])

    def data(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """Return what heirs take of a guide's Document that says of itself, as `standard`, which
        version it is; ValidationError on bad data.
        """
        document = self.part.model_validate(row).model_dump(mode="json", include=set(INHERITED))
        for section, name in LOCAL_FIELDS:
            del document[section][name]
        for step in document["process"]["steps"]:
            step.update(dict.fromkeys(INTERNAL_OF_STEPS, ""))
        return document

    def own_fields(self, row: Mapping[str, Any], shared: Mapping[str, Any]) -> list[str]:
        """Return nothing: what is inherited is never said in another way."""
        return []

    def merged(
        self,
        row: Mapping[str, Any],
        was: Mapping[str, Any],
        now: Mapping[str, Any],
        alike: Collection[str] = (),
    ) -> tuple[dict[str, Any], list[str]]:
        """Return an heir's Document with what it inherits now, its local places left as they are.

        What it inherited before makes no difference.
        """
        taken = {name: now[name] for name in INHERITED if name in now}
        for section, name in LOCAL_FIELDS:
            local = {name: row[section][name]} if name in row.get(section, {}) else {}
            taken[section] = {**taken.get(section, {}), **local}
        return {**row, **taken}, []
