"""The block of one part of a Document; gives rows the key by which others name them."""

from uuid import uuid4

from wagtail import blocks


class PartBlock(blocks.StructBlock):
    """One part of a Document as a group of fields; a row without a key gets one when it is cleaned."""

    def clean(self, value):
        cleaned = super().clean(value)
        if "key" in self.child_blocks and not cleaned["key"]:
            cleaned["key"] = uuid4().hex[:8]
        return cleaned

    class Meta:
        collapsed = False
