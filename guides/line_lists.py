"""A list of lines as a model field and as a form field: one a line of the input."""

from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput


class LinesField(forms.CharField):
    """A form field whose value is the list of its input's lines, without the empty ones."""

    def __init__(self, **kwargs):
        kwargs.setdefault("widget", AdminAutoHeightTextInput(attrs={"rows": 1}))
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> list[str]:
        lines = value if isinstance(value, list) else (super().to_python(value) or "").splitlines()
        return [line.strip() for line in lines if line.strip()]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.to_python(initial) != self.to_python(data)


class LineListField(models.JSONField):
    """A list of lines, kept as a JSON array."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, Any, dict[str, Any]]:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.JSONField", args, kwargs

    def formfield(self, **kwargs: Any) -> Any:
        return LinesField(
            required=not self.blank,
            label=self.verbose_name,
            help_text=self.help_text or _("One a line."),
        )
