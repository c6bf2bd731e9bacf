"""A block that chooses a file and speaks of it by its content."""

from typing import Any

from django.utils.functional import cached_property
from wagtail.documents.blocks import DocumentChooserBlock

from core.access.ids import parse_id


class FileBlock(DocumentChooserBlock):
    """A file of the department; in a Document it stands as a FileRef."""

    @cached_property
    def target_model(self) -> Any:
        from core.models import DepartmentDocument

        return DepartmentDocument

    def value_from_datadict(self, data: Any, files: Any, prefix: str) -> Any:
        """Return the file that a form names; Wagtail's reads each in a query of its own, twice."""
        named = parse_id(self.field.widget.value_from_datadict(data, files, prefix))
        return named and self._files_named_like(data, prefix.rpartition("-")[2]).get(named)

    def _files_named_like(self, data, ending):
        """Return {id: file} of what stands in a form in fields of this ending, read once a form."""
        # Plain data, as a program gives them, keep nothing.
        kept = getattr(data, "__dict__", {}).setdefault("_files_by_ending", {})
        if ending not in kept:
            fields = (key for key in data if key.endswith(ending))
            ids = {named for key in fields if (named := parse_id(data[key]))}
            kept[ending] = self.target_model.objects.in_bulk(ids)
        return kept[ending]

    def value_from_form(self, value: Any) -> Any:
        """Return the file that a form names; Wagtail's fails on what spells no id."""
        return super().value_from_form(
            value if isinstance(value, self.target_model) else parse_id(value)
        )

    def clean(self, value: Any) -> Any:
        """Return the file that the form named; Wagtail's reads each a second time, by its id."""
        return value if isinstance(value, self.target_model) else super().clean(value)

    def get_api_representation(self, value: Any, context: Any = None) -> dict[str, Any] | None:
        """Return the FileRef as a dict, or None."""
        if value is None:
            return None
        return {
            "sha256": value.sha256,
            "name": value.filename,
            "size": value.file_size or 0,
            "media_type": value.media_type,
        }
