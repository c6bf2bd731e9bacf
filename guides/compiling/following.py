"""Letting rows of a draft say again what their shared part says (改成一样)."""

from collections.abc import Collection
from typing import Any

from guides.blocks.from_document import block_for
from guides.blocks.reference_block import parse_reference
from guides.compiling.department_files import DepartmentFiles
from guides.compiling.joining import rows_of_table
from guides.compiling.page_sections import raw_part
from guides.document.shareable import REFERENCE
from guides.shared_parts.models import SharedPart
from guides.shared_parts.resolving import texts_of

NO_FILES = DepartmentFiles(None, [])


def follow_again(page: Any, part: SharedPart, fields: Collection[str]) -> int:
    """Let the rows of a page in memory that follow a part say these fields as it does; return how
    many rows there are.

    Each says them as in the version that it last saw: what a row does not differ in follows the
    newest one. A row without files has those of its part.
    """
    raw = list(page.sections.get_prep_value())
    rows = _following(raw, part)
    texts = texts_of([part], {reference for reference, _row in rows})
    followed = 0
    for reference, row in rows:
        if reference in texts:
            row.update(_stored(part, texts[reference], fields))
            followed += 1
    if followed:
        page.sections = page.sections.stream_block.to_python(raw)
    return followed


def _following(raw: list[dict[str, Any]], part: SharedPart) -> list[tuple[Any, dict[str, Any]]]:
    """Return (reference, row) of the stored rows that follow a part."""
    found = []
    for table in part.shareable.tables:
        for row in rows_of_table(raw, table):
            reference = parse_reference(row.get(REFERENCE) or "")
            if reference and reference[0] == part.key:
                found.append((reference, row))
    return found


def _stored(part: SharedPart, data: dict[str, Any], fields: Collection[str]) -> dict[str, Any]:
    """Return fields of a part's data as rows store them."""
    shareable = part.shareable
    blank = shareable.part().model_dump(mode="json")
    values = {**data, **{name: blank[name] for name in shareable.files}}
    return {
        name: raw_part(block_for(shareable.part.model_fields[name]), values[name], NO_FILES)
        for name in fields
        if name in values
    }
