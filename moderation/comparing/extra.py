"""Extra fields (补充字段) compared one by one: by their keys, under their own labels."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

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
    text = "\n".join([*filter(None, [row["value"]]), *(_line(row, one) for one in row["rows"])])
    is_renamed = other is not None and other["label"] != row["label"]
    return f"{row['label']}：{text}" if is_renamed else text


def _line(row: Row, table_row: Row) -> str:
    heads = [column["label"] for column in row["columns"]]
    cells = zip(heads, table_row["cells"], strict=False)
    return "；".join(f"{head}：{cell}" for head, cell in cells if cell)
