"""Every text field of every form holds what is typed against `core.texts.plain_text`.

What: `CharField.to_python` and `JSONField.to_python` of Django's forms. Why: forms of Wagtail
(pages, blocks, snippets, comments, accounts) and of every room are covered at once, those of rooms
to come included. Passwords are left as they were typed. Saves: nothing, it guards every text. When
it can go: when Django lets a project set the validators and the cleaning of all its text fields.
"""

from django import forms
from django.core.exceptions import ValidationError

from core.texts.plain_text import REASONS, forbidden_in, without_invisible

TOUCHED = (
    "django.forms.fields.CharField.to_python",
    "django.forms.fields.JSONField.to_python",
)

text_to_python = forms.CharField.to_python
json_to_python = forms.JSONField.to_python


def cleaned(value: str) -> str:
    """Return a text without what is invisible; raise ValidationError for what it may not hold."""
    if found := forbidden_in(value):
        raise ValidationError(REASONS[found.reason], code=found.reason, params=found.params())
    return without_invisible(value)


def _text(self, value):
    value = text_to_python(self, value)
    is_password = getattr(self.widget, "input_type", "") == "password"
    return value if is_password or not isinstance(value, str) else cleaned(value)


def _json(self, value):
    return _cleaned_json(json_to_python(self, value))


def _cleaned_json(value):
    if isinstance(value, str):
        return cleaned(value)
    if isinstance(value, list):
        return [_cleaned_json(one) for one in value]
    if isinstance(value, dict):
        return {cleaned(key): _cleaned_json(one) for key, one in value.items()}
    return value


def install() -> None:
    """Clean the texts of all forms."""
    forms.CharField.to_python = _text
    forms.JSONField.to_python = _json
