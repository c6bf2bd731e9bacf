"""Model fields for codes: folded (half-width, no spaces) however they come in or are looked up."""

from typing import Any

from django import forms
from django.db import models

from core.texts.plain_text import fold_code


class _FoldedFormField:
    """A form field that folds what is typed before its length and form are checked."""

    def to_python(self, value: Any) -> Any:
        return fold_code(super().to_python(value))

    def widget_attrs(self, widget: Any) -> dict[str, Any]:
        """Leave `maxlength` out: the spaces that come with a copied code are not counted."""
        attributes = super().widget_attrs(widget)
        attributes.pop("maxlength", None)
        return attributes


class CodeFormField(_FoldedFormField, forms.CharField):
    """The input of a code."""


class SlugCodeFormField(_FoldedFormField, forms.SlugField):
    """The input of a code that stands in addresses."""


class _FoldedField:
    """Folds what is assigned by a form, saved by code, or looked for."""

    form_class: type[forms.Field]
    kept_as: str

    def to_python(self, value: Any) -> Any:
        value = super().to_python(value)
        return fold_code(value) if isinstance(value, str) else value

    def get_prep_value(self, value: Any) -> Any:
        return super().get_prep_value(self.to_python(value))

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"form_class": self.form_class, **kwargs})

    def deconstruct(self) -> Any:
        """Leave folding out of migrations: the column is the same."""
        name, _path, args, kwargs = super().deconstruct()
        return name, f"django.db.models.{self.kept_as}", args, kwargs


class CodeField(_FoldedField, models.CharField):
    """A code (编码)."""

    form_class, kept_as = CodeFormField, "CharField"


class SlugCodeField(_FoldedField, models.SlugField):
    """A code that stands in addresses (短代码)."""

    form_class, kept_as = SlugCodeFormField, "SlugField"
