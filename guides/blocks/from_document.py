"""Blocks derived from the Document: one definition gives the schema, the form and the round trip.

A part of the Document becomes a StructBlock, a list a ListBlock, a code a ChoiceBlock. What a
derived block cannot know (layout, rules between fields) is written in `sections.py`.
"""

from enum import Enum
from typing import Any

from django.db.models import Choices
from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel
from pydantic.fields import FieldInfo
from wagtail import blocks

from guides.document.annotations import marks_of, row_annotation, unwrapped
from guides.document.fields import HALF_WIDTH, INTERNAL, ClockTime, FileRef, IsoDate
from guides.document.shareable import REFERENCE, SHARED_PARTS

from .field_blocks import (
    WEEKDAYS,
    ClockTimeBlock,
    CodeBlock,
    CodesBlock,
    FlagBlock,
    HalfWidthBlock,
    IsoDateBlock,
    LinesBlock,
    WeekdaysBlock,
)
from .file_block import FileBlock
from .part_block import PartBlock, RowsBlock
from .reference_block import ReferenceBlock
from .validators import DocumentValidator

MOST = 100_000


def part_block(
    part: type[BaseModel], *, without: frozenset = frozenset(), **meta: Any
) -> blocks.Block:
    """Return the StructBlock of a part; its children are named and ordered as the part's fields."""
    fields = {name: field for name, field in part.model_fields.items() if name not in without}
    children = [(name, block_for(field)) for name, field in fields.items()]
    if part in SHARED_PARTS:
        children.append((REFERENCE, ReferenceBlock()))
    return PartBlock(children, **meta)


def block_for(field: FieldInfo, **meta: Any) -> blocks.Block:
    """Return the block of a Document's field; raises TypeError for a type without a block."""
    meta.setdefault("label", _(field.title or ""))
    if INTERNAL in field.metadata:
        meta["help_text"] = _("For the manual only; never public.")
    return _block(field.annotation, field.metadata, meta)


def _block(annotation: Any, metadata: list, meta: dict) -> blocks.Block:
    if row := row_annotation(annotation):
        return _list_block(row, meta)
    annotation, metadata, nullable = unwrapped(annotation, metadata)
    if annotation is FileRef:
        return FileBlock(required=False, **meta)
    if issubclass(annotation, BaseModel):
        return part_block(annotation, **meta)
    if issubclass(annotation, Enum):
        return CodeBlock(choices=annotation.choices, required=False, **meta)
    if annotation is bool:
        return _flag_block(nullable, meta)
    if annotation is int:
        return blocks.IntegerBlock(required=False, min_value=0, max_value=MOST, **meta)
    if annotation is str:
        return _text_block(metadata, meta)
    raise TypeError(f"no block for {annotation!r}")


def _list_block(inner: Any, meta: dict) -> blocks.Block:
    bare, metadata, _nullable = unwrapped(inner)
    if isinstance(bare, type) and issubclass(bare, Choices):
        return CodesBlock(choices=bare.choices, required=False, **meta)
    if bare is int:
        return WeekdaysBlock(choices=WEEKDAYS, required=False, **meta)
    if bare is str and "multiline" not in metadata:
        return LinesBlock(validators=[DocumentValidator(list[inner])], **meta)
    return RowsBlock(_block(inner, [], {}), default=[], **meta)


def _flag_block(nullable: bool, meta: dict) -> blocks.Block:
    if nullable:
        return FlagBlock(required=False, **meta)
    # A draft that was saved before the field came does not say it.
    return blocks.BooleanBlock(required=False, default=False, **meta)


def _text_block(metadata: list, meta: dict) -> blocks.Block:
    if marks_of(IsoDate)[0] in metadata:
        return IsoDateBlock(required=False, **meta)
    if marks_of(ClockTime)[0] in metadata:
        return ClockTimeBlock(required=False, **meta)
    validators = [DocumentValidator.of_text(metadata)]
    if HALF_WIDTH in metadata:
        return HalfWidthBlock(required=False, validators=validators, **meta)
    if "multiline" in metadata:
        return blocks.TextBlock(required=False, rows=2, validators=validators, **meta)
    return blocks.CharBlock(required=False, validators=validators, **meta)
