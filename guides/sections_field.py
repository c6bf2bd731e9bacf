"""The model field of a page's sections."""

from wagtail.fields import StreamField


class SectionsField(StreamField):
    """Sections as JSON; migrations know the column only, since blocks follow the Document."""

    def deconstruct(self):
        name, _path, _args, kwargs = super().deconstruct()
        kwargs["block_lookup"] = {}
        return name, "wagtail.fields.StreamField", [[]], kwargs
