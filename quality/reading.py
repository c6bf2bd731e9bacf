"""A Document as the rules read it: plain JSON data, with every text and its place."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any, NamedTuple

from guides.choices import CaseType, ItemType, TimeUnit
from guides.document import GuideDocument
from guides.document.fields import INTERNAL


class Place(NamedTuple):
    """A text of a Document: its JSON pointer, its path without row numbers, and its words."""

    pointer: str
    path: str
    text: str


class Reading:
    """The JSON of a guide's or manual's Document; every key of the schema is present in it."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.data = data
        self.kind: str = str(data["schema_version"]).partition("-")[0]

    def __getitem__(self, key: str) -> Any:
        return self.data[key]

    @property
    def is_licence(self) -> bool:
        """Whether the item is an administrative licence (行政许可)."""
        return self.data["item"]["item_type"] == ItemType.LICENCE

    @property
    def is_instant(self) -> bool:
        """Whether the case is done on the spot (即办), by its type or by its promise."""
        promised = self.data["time_limits"]["promised"]
        return self.data["handling"]["case_type"] == CaseType.INSTANT or is_instant(promised)

    @cached_property
    def places(self) -> list[Place]:
        """Every text that is not empty, in the order of the schema."""
        places: list[Place] = []
        _collect_texts(self.data, "", "", places)
        return places

    @cached_property
    def _joined(self) -> tuple[str, list[int]]:
        """All texts in one, parted by NUL, which no text holds, and where each begins."""
        starts, length = [], 0
        for place in self.places:
            starts.append(length)
            length += len(place.text) + 1
        return "\0".join(place.text for place in self.places), starts

    def matches(self, pattern: re.Pattern[str]) -> Iterator[tuple[Place, tuple[int, int]]]:
        """Yield (place, span in its text) wherever a pattern matches; it must not match NUL."""
        text, starts = self._joined
        for found in pattern.finditer(text):
            number = bisect_right(starts, found.start()) - 1
            start = starts[number]
            yield self.places[number], (found.start() - start, found.end() - start)

    def rows(self, *keys: str) -> Iterator[tuple[str, dict]]:
        """Yield (pointer, row) for the list at a path of keys."""
        value: Any = self.data
        for key in keys:
            value = value[key]
        base = "/" + "/".join(keys)
        for number, row in enumerate(value):
            yield f"{base}/{number}", row


def is_instant(limit: Mapping[str, Any]) -> bool:
    """Return whether a time limit means on the spot: its unit, or zero of any other."""
    return limit["unit"] == TimeUnit.INSTANT or (limit["value"] == 0 and limit["unit"] is not None)


def _collect_texts(value: Any, pointer: str, path: str, places: list[Place]) -> None:
    """Append every text below a value; one list for all: generators in each other cost thrice."""
    if isinstance(value, str):
        if value:
            places.append(Place(pointer, path, value))
    elif isinstance(value, dict):
        for key, below in value.items():
            if below:
                _collect_texts(below, f"{pointer}/{key}", f"{path}.{key}" if path else key, places)
    elif isinstance(value, list):
        for number, below in enumerate(value):
            _collect_texts(below, f"{pointer}/{number}", path, places)


def _internal_paths(model: type, path: str = "", is_internal: bool = False) -> Iterator[str]:
    """Yield the paths of texts below a field that is marked internal."""
    for name, field in model.model_fields.items():  # type: ignore[attr-defined]
        here = f"{path}.{name}" if path else name
        inner = _part_of(field.annotation)
        is_inside = is_internal or INTERNAL in field.metadata
        if is_inside:
            yield here
        if inner:
            yield from _internal_paths(inner, here, is_inside)


def _part_of(annotation: Any) -> Any:
    """Return the part class that an annotation holds, itself or in a list, or None."""
    inner = getattr(annotation, "__args__", (annotation,))
    return next((one for one in inner if hasattr(one, "model_fields")), None)


INTERNAL_PATHS = frozenset(_internal_paths(GuideDocument))
