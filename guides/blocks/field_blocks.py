"""Blocks of single values that Wagtail has not: several codes, several lines, yes or no, dates."""

import unicodedata
from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from guides.line_lists import LinesField

NOT_CHOSEN = _("Please choose")
YES_NO = [("true", _("Yes")), ("false", _("No"))]
WEEKDAYS = [
    (1, _("Monday")),
    (2, _("Tuesday")),
    (3, _("Wednesday")),
    (4, _("Thursday")),
    (5, _("Friday")),
    (6, _("Saturday")),
    (7, _("Sunday")),
]


def _evaluate_choices(field):
    """Let a field keep its choices; Wagtail's would make them anew for each value that it reads."""
    field.choices = list(field.choices)


class CodeBlock(blocks.ChoiceBlock):
    """One value of a code list, or none yet."""

    def __init__(self, choices=None, **kwargs):
        super().__init__(choices=[("", NOT_CHOSEN), *(choices or self.choices)], **kwargs)
        _evaluate_choices(self.field)


class CodesBlock(blocks.MultipleChoiceBlock):
    """Several values of a code list."""

    def __init__(self, **kwargs):
        kwargs.setdefault("widget", forms.CheckboxSelectMultiple())
        super().__init__(**kwargs)
        _evaluate_choices(self.field)

    def get_api_representation(self, value: Any, context: Any = None) -> list[Any]:
        return list(value or [])


class WeekdaysBlock(CodesBlock):
    """Days of the week, 1 (Monday) to 7."""

    def get_api_representation(self, value: Any, context: Any = None) -> list[Any]:
        return [int(day) for day in value or []]


class LinesBlock(blocks.FieldBlock):
    """Several lines of text, one a line of the input; the value is a list."""

    def __init__(self, required=False, help_text=None, validators=(), **kwargs):
        self._field = {
            "required": required,
            "help_text": help_text or _("One a line."),
            "validators": validators,
        }
        super().__init__(**kwargs)

    @cached_property
    def field(self) -> LinesField:
        return LinesField(**self._field)

    def get_default(self) -> list[str]:
        return list(self.meta.default or [])

    def to_python(self, value: Any) -> list[str]:
        return list(value or [])

    def get_searchable_content(self, value: Any) -> list[str]:
        return list(value or [])

    class Meta:
        icon = "list-ul"
        default = []


class FlagBlock(CodeBlock):
    """Yes, no, or not said yet; kept as `true`, `false` or nothing."""

    choices = YES_NO

    def get_api_representation(self, value: Any, context: Any = None) -> bool | None:
        return {"true": True, "false": False}.get(value)


class HalfWidthBlock(blocks.CharBlock):
    """A number in digits, such as an amount; what is typed in full width is kept in half width."""

    def clean(self, value: Any) -> Any:
        return super().clean(unicodedata.normalize("NFKC", value or ""))


class IsoDateBlock(blocks.DateBlock):
    """A date; in a Document `YYYY-MM-DD`."""

    def get_api_representation(self, value: Any, context: Any = None) -> str:
        return value.isoformat() if value else ""


class ClockTimeBlock(blocks.TimeBlock):
    """A time of day; in a Document `HH:MM`."""

    def get_api_representation(self, value: Any, context: Any = None) -> str:
        return value.strftime("%H:%M") if value else ""
