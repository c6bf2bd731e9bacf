"""The model field of a page's sections, and its input."""

import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from wagtail.fields import StreamField

from core.access.chosen import empty_refused
from core.wagtail_changes.described_blocks import BlocksDescribedOnce


class SectionsWidget(BlocksDescribedOnce):
    """The input of sections: their description holds some 400 fields."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.why_not = None

    def render_with_errors(
        self, name: str, value: Any, attrs: Any = None, errors: Any = None, renderer: Any = None
    ) -> str:
        """Return the input; what `why_not(object)` refused of a sent form is not shown again."""
        if self.why_not:
            empty_refused(self.block_def, value, self.why_not)
        return super().render_with_errors(name, value, attrs, errors, renderer)


class SectionsField(StreamField):
    """Sections as JSON; migrations know the column only, since blocks follow the Document."""

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, _path, _args, kwargs = super().deconstruct()
        kwargs["block_lookup"] = {}
        return name, "wagtail.fields.StreamField", [[]], kwargs

    def value_to_string(self, obj: Any) -> str:
        """Return the JSON text that a revision keeps: Chinese as it is, at half the size."""
        value = self.get_prep_value(self.value_from_object(obj))
        return json.dumps(value, ensure_ascii=False, cls=DjangoJSONEncoder)

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(widget=SectionsWidget(self.stream_block), **kwargs)
