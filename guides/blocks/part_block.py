"""The blocks of one part of a Document, and of a table of such parts."""

from wagtail import blocks


class PartBlock(blocks.StructBlock):
    """One part of a Document as a group of fields."""


class RowsBlock(blocks.ListBlock):
    """A table of parts, texts or files; a row that chose nothing is no row."""

    def get_api_representation(self, value, context=None):
        rows = super().get_api_representation(value, context)
        return [row for row in rows if row is not None]

    class Meta:
        collapsed = True
