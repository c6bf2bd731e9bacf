"""Extra fields (补充字段) compared one by one: by their keys, under their own labels."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from guides.showing.extra import extra_as_text

Row = Mapping[str, Any]


def extra_changes(
    old: Sequence[Row], new: Sequence[Row], pointer: str
) -> Iterator[tuple[str, str, str, str]]:
    """Yield (pointer, label, what it said, what it says) of each extra field that differs.

    Pointers are those of the new Document; of a field that was taken away the one that it had.
    """
    before = {row["key"]: (number, row) for number, row in enumerate(old)}
    for number, row in enumerate(new):
        _number, was = before.pop(row["key"], (number, None))
        words = _words(was, row), _words(row, was)
        if words[0] != words[1]:
            yield f"{pointer}.{number}", row["label"], *words
    for number, row in before.values():
        yield f"{pointer}.{number}", row["label"], _words(row, None), ""


def _words(row: Row | None, other: Row | None) -> str:
    """Return what a field says; with its label, where it had another one on the other side."""
    if row is None:
        return ""
    text = extra_as_text(row)
    is_renamed = other is not None and other["label"] != row["label"]
    return f"{row['label']}：{text}" if is_renamed else text
