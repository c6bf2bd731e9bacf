"""The identities of rows on a guide's or manual's page, by their places in its Document."""

from collections.abc import Iterator
from typing import Any


def row_ids_of(page: Any) -> dict[str, str]:
    """Return {pointer: block id} for every row of a page's sections."""
    found: dict[str, str] = {}
    for block in page.sections.raw_data:
        found |= dict(_walk(block["value"], f"/{block['type']}"))
    return found


def _walk(value: Any, pointer: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, below in value.items():
            yield from _walk(below, f"{pointer}/{key}")
    elif isinstance(value, list):
        for number, row in enumerate(value):
            if isinstance(row, dict) and row.get("type") == "item":
                yield f"{pointer}/{number}", row["id"]
                yield from _walk(row["value"], f"{pointer}/{number}")
