"""Validates an input of the editor by the Document's own rule for that field."""

from typing import Annotated, Any

from django.core.exceptions import ValidationError
from django.utils.deconstruct import deconstructible
from pydantic import TypeAdapter
from pydantic import ValidationError as DocumentError

from guides.document.errors import problems_of


@deconstructible
class DocumentValidator:
    """Refuses what the Document would refuse, at the field and in the user's language."""

    def __init__(self, annotation: Any):
        self.adapter = TypeAdapter(annotation)

    @classmethod
    def of_text(cls, metadata: list) -> "DocumentValidator":
        """Return the validator of a text with this pydantic metadata."""
        rules = [rule for rule in metadata if not isinstance(rule, str)]
        return cls(Annotated[str, *rules] if rules else str)

    def __call__(self, value):
        try:
            self.adapter.validate_python(value)
        except DocumentError as error:
            raise ValidationError([problem.message for problem in problems_of(error)]) from error
