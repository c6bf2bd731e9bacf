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
