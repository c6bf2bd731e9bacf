"""The sections of guides and manuals: one block type for each row of domain section 2."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel
from wagtail import blocks
from wagtail.admin.telepath import register
from wagtail.blocks.stream_block import StreamBlockAdapter

from guides.document import GuideDocument, ManualDocument, parts

from .from_document import block_for, part_block
from .part_block import BuiltLater

GUIDE_KEYS = (
    "legal_bases",
    "conditions",
    "materials",
    "process",
    "results",
    "service_points",
    "contacts",
    "faqs",
    "question_tree",
    "attachments",
)
MANUAL_KEYS = (
    "preface",
    "planning",
    "additional_provisions",
    "business_description",
    "internal_chart",
    "posts",
    "discretion",
    "opinion_templates",
    "document_forms",
    "archiving",
    "supervision",
)
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

    js_constructor = "guides.blocks.Sections"


register(SectionsBlockAdapter(), SectionsBlock)
