"""A model field for several values of one code list."""

from typing import Any

from django import forms
from django.db import models


class CodeListField(models.JSONField):
    """A list of codes of one code list, kept as a JSON array in the list's own order."""

    def __init__(self, *args, code_list=None, **kwargs):
        self.code_list = code_list
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, Any, dict[str, Any]]:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.JSONField", args, kwargs

    def formfield(self, **kwargs: Any) -> Any:
        if self.code_list is None:
            return super().formfield(**kwargs)
        return forms.TypedMultipleChoiceField(
            choices=self.code_list.choices,
            required=not self.blank,
            label=self.verbose_name,
            help_text=self.help_text,
            widget=forms.CheckboxSelectMultiple,
        )
