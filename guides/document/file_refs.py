"""Finding the files that a Document names."""

from collections.abc import Iterator
from typing import Any

from .fields import FileRef

KEYS = frozenset(FileRef.model_fields)


def files_in(data: Any) -> Iterator[dict[str, Any]]:
    """Yield every FileRef in a Document's JSON data, in its order and as often as it stands."""
    if isinstance(data, dict):
        if data.keys() == KEYS:
            yield data
            return
        data = list(data.values())
    if isinstance(data, list):
        for value in data:
            yield from files_in(value)
