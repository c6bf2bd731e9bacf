"""Changing single places of a page by their pointers in its Document: rows keep their identity."""

from typing import Any

from wagtail import blocks

from guides.blocks.field_blocks import FlagBlock
from guides.compiling.page_sections import FLAGS
from guides.document.shared import EXTRAS
from guides.outlines.extra_values import kept_rows

REMOVED = object()
"""Takes a row away in place of giving it a value."""


def change_page(page: Any, pointer: str, value: Any) -> None:
    """Let a page in memory say a value at a JSON pointer; LookupError where there is no place."""
    key, *steps = pointer.strip("/").split("/")
    if key in EXTRAS:
        _change_extra_field(page, key, steps, value)
        return
    if name := _column(page, key, steps):
        field = page._meta.get_field(name)
        setattr(page, name, "" if value is None and not field.null else value)
        return
    stream = page.sections.stream_block
    raw = list(page.sections.get_prep_value())
    section = next((one for one in raw if one["type"] == key), None)
    if section is None:
        raise LookupError(pointer)
    _change(section, "value", stream.child_blocks[key], steps, value)
    page.sections = stream.to_python(raw)


def _change_extra_field(page, section: str, steps: list[str], value: Any) -> None:
    """Change an extra field as the Document has it: its row by number, then a value in it."""
    document = page.present().model_dump(mode="json")
    holder: Any = document.get(section, [])
    for step in steps[:-1]:
        holder = holder[int(step) if isinstance(holder, list) else step]
    last: Any = int(steps[-1]) if isinstance(holder, list) else steps[-1]
    if value is REMOVED:
        del holder[last]
    else:
        holder[last] = value
    page.extra = kept_rows(document)


def _column(page, key: str, steps: list[str]) -> str:
    """Return the column that keeps a place, or an empty text for what stands in a block."""
    names = {field.name for field in page._meta.get_fields()}
    if (key, steps) == ("fees", ["charged"]):
        name = "fees_charged"
    elif key == "handling":
        name = "handling_" + "_".join(steps)
    elif key == "time_limits":
        name = "_".join(steps)
    else:
        name = "" if steps else key
    return name if name in names and name != "sections" else ""


def _change(holder: Any, key: Any, block: Any, steps: list[str], value: Any) -> None:
    """Change what `holder[key]` of the stored form says, or a place further down in it."""
    if not steps:
        if value is REMOVED:
            del holder[key]
        elif isinstance(block, FlagBlock):
            holder[key] = FLAGS[value]
        else:
            holder[key] = "" if value is None else value
        return
    step, *rest = steps
    inside = holder[key]
    if isinstance(block, blocks.ListBlock):
        if not rest and value is REMOVED:
            del inside[int(step)]
        else:
            _change(inside[int(step)], "value", block.child_block, rest, value)
    else:
        _change(inside, step, block.child_blocks[step], rest, value)
