"""Document → page: the inverse of the presenter, for compiling, importing and demo data.

The ids of blocks are derived from their places, so that applying a Document again gives the same
page. Facts that a page takes from elsewhere (catalogue, outline, the guide of a manual) stay away.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from wagtail import blocks

from guides.blocks.field_blocks import FlagBlock
from guides.blocks.file_block import FileBlock
from guides.compiling.department_files import DepartmentFiles
from guides.document import GuideDocument, ManualDocument, parts
from guides.document.file_refs import files_in
from guides.document.shareable import REFERENCE
from guides.models import Outline
from guides.outlines.extra_values import kept_rows

PLACES = UUID("7c1f8a52-3f0e-4f5b-9a43-0d0c7d5c2f11")
NO_IDS: Mapping[str, str] = {}
FLAGS = {True: "true", False: "false", None: ""}


def apply_guide(document: GuideDocument, page: Any, row_ids: Mapping[str, str] = NO_IDS) -> None:
    """Let a guide page, in memory, hold a Document; files are found or created in the database.

    `row_ids` gives rows, by their pointers, the ids that they have on the page already.
    """
    data = document.model_dump(mode="json")
    for name in ("doc_no", "title", "summary", "issuer", "change_note"):
        setattr(page, name, data[name])
    page.checked_on = _date(data["checked_on"])
    for limit in parts.LIMITS:
        for name in parts.Limit.model_fields:
            _set_fact(page, f"{limit}_{name}", data["time_limits"][limit][name])
    page.silence = data["time_limits"]["silence"]
    for name in parts.Handling.model_fields:
        _set_fact(page, f"handling_{name}", data["handling"][name])
    page.fees_charged = data["fees"]["charged"]
    page.extra = kept_rows(data)
    page.sections = _stream(page, document, page.department, row_ids)


def apply_manual(document: ManualDocument, page: Any, row_ids: Mapping[str, str] = NO_IDS) -> None:
    """Let a manual page, in memory, hold what a manual's Document adds to its guide's."""
    data = document.model_dump(mode="json")
    for name in ("doc_no", "title", "change_note"):
        setattr(page, name, data[name])
    page.sections = _stream(page, document, page.guide.department, row_ids)


def raw_rows(block: Any, rows: list) -> list:
    """Return rows of a Document that name no file in the form in which StreamField stores them."""
    return _raw(block, rows, "pasted", _Rows(DepartmentFiles(None, []), NO_IDS))


def raw_part(block: Any, part: Mapping, files: DepartmentFiles) -> Any:
    """Return one part of a Document in the form in which StreamField stores it."""
    return _raw(block, part, "part", _Rows(files, NO_IDS))


def section_order(outline: Outline, names: Collection[str]) -> list[str]:
    """Return these section names in the outline's order; first those that the outline has."""
    listed = [section.key.partition(".")[0] for section in outline.sections.all()]
    return list(dict.fromkeys([key for key in listed if key in names] + list(names)))


def _date(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _set_fact(page, name: str, value) -> None:
    field = page._meta.get_field(name)
    setattr(page, name, "" if value is None and not field.null else value)


def _stream(page, document, department, row_ids):
    """Return the StreamValue of a page: sections of its outline, and others that say something."""
    data, blank = document.model_dump(mode="json"), type(document)().model_dump(mode="json")
    stream = page._meta.get_field("sections").stream_block
    listed = {section.key.partition(".")[0] for section in page.outline.sections.all()}
    files = DepartmentFiles(department, list(files_in(data)))
    rows = _Rows(files, row_ids)
    raw = [
        {
            "type": name,
            "value": _raw(stream.child_blocks[name], data[name], name, rows),
            "id": _id(name),
        }
        for name in section_order(page.outline, stream.child_blocks)
        if name in listed or _says_more(stream.child_blocks[name], data[name], blank[name])
    ]
    return stream.to_python(raw)


def _says_more(block, value, blank) -> bool:
    if isinstance(block, blocks.StructBlock):
        return any(value[name] != blank[name] for name in block.child_blocks)
    return value != blank


@dataclass(frozen=True)
class _Rows:
    """What turning values into blocks needs: the department's files, ids that rows have already."""

    files: DepartmentFiles
    ids: Mapping[str, str]


def _raw(block, value, place: str, rows: _Rows, pointer: str = ""):
    """Return a value of a Document in the form in which StreamField stores it."""
    pointer = pointer or f"/{place}"
    if isinstance(block, blocks.StructBlock):
        return {
            name: _raw(child, _value(value, name), f"{place}/{name}", rows, f"{pointer}/{name}")
            for name, child in block.child_blocks.items()
        }
    if isinstance(block, blocks.ListBlock):
        return [
            {
                "type": "item",
                "value": _raw(block.child_block, row, step, rows, f"{pointer}/{number}"),
                "id": rows.ids.get(f"{pointer}/{number}") or _id(step),
            }
            for number, (row, step) in enumerate(zip(value, _steps(value, place), strict=True))
        ]
    if isinstance(block, FileBlock):
        return rows.files.pk_of(value) if value else None
    if isinstance(block, FlagBlock):
        return FLAGS[value]
    return "" if value is None and isinstance(block, blocks.ChoiceBlock) else value


def _value(part: Mapping, name: str):
    """Return a field of a part; which shared part it follows, no Document says."""
    return part.get(name, "") if name == REFERENCE else part[name]


def _steps(rows: list, place: str) -> list[str]:
    """Return the place of each row: by its key while keys differ, else by its number."""
    keys = [row.get("key") if isinstance(row, dict) else None for row in rows]
    by_key = all(keys) and len(set(keys)) == len(keys)
    return [f"{place}/{key if by_key else number}" for number, key in enumerate(keys)]


def _id(place: str) -> str:
    return str(uuid5(PLACES, place))
