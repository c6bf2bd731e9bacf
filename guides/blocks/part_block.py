"""The blocks of one part of a Document, and of a table of such parts."""

from typing import Any

from wagtail import blocks
from wagtail.admin.telepath import register
from wagtail.blocks.list_block import ListBlockAdapter
from wagtail.blocks.struct_block import BlockGroup

from core.wagtail_changes.blocks_built_later import BuiltLater

NAMING = ("name", "title", "question", "subject", "label", "text", "value")
SELDOM = ("key", "reuse_key", "trust_level", "page_format", "season_from", "season_to")


class PartBlock(blocks.StructBlock):
    """One part of a Document as a group of fields; what is seldom changed is folded away."""

    def __init__(self, local_blocks=None, **kwargs):
        names = [name for name, _block in local_blocks or []]
        naming = next((name for name in NAMING if name in names), None)
        if naming:
            kwargs.setdefault("label_format", f"{{{naming}}}")
        settings = [name for name in names if name in SELDOM]
        if settings:
            shown = [name for name in names if name not in settings]
            kwargs.setdefault("form_layout", BlockGroup(shown, settings=settings))
        super().__init__(local_blocks, **kwargs)


class RowsBlock(blocks.ListBlock):
    """A table of parts, texts or files; a row that chose nothing is no row."""

    def get_api_representation(self, value: Any, context: Any = None) -> list[Any]:
        rows = super().get_api_representation(value, context)
        return [row for row in rows if row is not None]

    class Meta:
        collapsed = True


class RowsBlockAdapter(BuiltLater, ListBlockAdapter):
    """Lets the browser build a row only when it is opened: a table may have a hundred."""

    js_constructor = "core.waiting.Rows"


register(RowsBlockAdapter(), RowsBlock)
