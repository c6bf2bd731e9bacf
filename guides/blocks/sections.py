"""The sections of guides and manuals as blocks, derived from those of their Documents."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel
from wagtail import blocks
from wagtail.admin.telepath import register
from wagtail.blocks.stream_block import StreamBlockAdapter

from core.wagtail_changes.blocks_built_later import BuiltLater
from guides.document import GuideDocument, ManualDocument, parts
from guides.document.shared import EXTRAS, SharedSections, section_keys

from .from_document import block_for, part_block

IN_COLUMNS = frozenset({"time_limits", "handling", *EXTRAS})
"""Sections that a guide page keeps in columns of its own: `guides.models.facts`, and `extra`."""

CUT_SHORT = frozenset({"item", "fees"})
"""Sections of which the block holds a part: the rest is the catalogue's, or a column."""

GUIDE_KEYS = tuple(key for key in section_keys(GuideDocument) if key not in IN_COLUMNS | CUT_SHORT)
MANUAL_KEYS = section_keys(ManualDocument, besides=SharedSections)
ICONS = {
    "item": "clipboard-list",
    "legal_bases": "openquote",
    "conditions": "check",
    "materials": "doc-full",
    "process": "order",
    "fees": "tag",
    "results": "success",
    "service_points": "home",
    "contacts": "mail",
    "faqs": "help",
    "question_tree": "list-ul",
    "attachments": "doc-full-inverse",
}


def _section(document: type[BaseModel], key: str) -> tuple[str, blocks.Block]:
    return key, block_for(document.model_fields[key], icon=ICONS.get(key, "list-ul"))


def _sections(document: type[BaseModel], keys: tuple[str, ...]) -> list[tuple[str, Any]]:
    return [_section(document, key) for key in keys]


GUIDE_SECTIONS = [
    ("item", part_block(parts.Applicability, label=_("Item"), icon=ICONS["item"])),
    (
        "fees",
        part_block(parts.Fees, without=frozenset({"charged"}), label=_("Fees"), icon=ICONS["fees"]),
    ),
    *_sections(GuideDocument, GUIDE_KEYS),
]
MANUAL_SECTIONS = _sections(ManualDocument, MANUAL_KEYS)


class SectionsBlock(blocks.StreamBlock):
    """The sections of one document, each at most once; their order comes from the outline."""

    def __init__(self, local_blocks=None, **kwargs):
        kwargs.setdefault(
            "block_counts", {name: {"max_num": 1} for name, _block in local_blocks or []}
        )
        kwargs.setdefault("required", False)
        super().__init__(local_blocks, **kwargs)


class SectionsBlockAdapter(BuiltLater, StreamBlockAdapter):
    """Lets the browser build the sections one after the other, while the editor begins."""

    js_constructor = "core.waiting.Sections"


register(SectionsBlockAdapter(), SectionsBlock)
