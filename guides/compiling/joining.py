"""Letting rows of a draft follow a shared part that says the same (接上共用)."""

from typing import Any

from guides.document.shareable import KIND_OF_TABLE, KINDS, REFERENCE
from guides.shared_parts.models import SharedPart


def bare_name(text: str) -> str:
    """Return a name by which rows of several guides are told to be the same thing."""
    return "".join(sign for sign in text.lower() if sign.isalnum())


def join_rows(page: Any, parts: dict[tuple[str, str], SharedPart]) -> int:
    """Let rows of a page in memory follow approved parts of their kind and name; return how many.

    `parts` are by (kind, bare name). What a row says otherwise than its part stays the guide's
    own; rows that follow a part already are left to it.
    """
    raw = list(page.sections.get_prep_value())
    joined = 0
    for table, kind in KIND_OF_TABLE.items():
        for row in rows_of_table(raw, table):
            name = bare_name(str(row.get(KINDS[kind].named_by) or ""))
            part = parts.get((kind, name))
            if part is not None and not row.get(REFERENCE):
                row[REFERENCE] = part.reference
                joined += 1
    if joined:
        page.sections = page.sections.stream_block.to_python(raw)
    return joined


def rows_of_table(raw: list[dict[str, Any]], table: str) -> list[dict[str, Any]]:
    """Return the rows of a table, such as `materials/items`, in sections as they are stored."""
    section, *steps = table.split("/")
    found: Any = next((one["value"] for one in raw if one["type"] == section), None)
    for step in steps:
        found = (found or {}).get(step)
    return [row["value"] for row in found or ()]
