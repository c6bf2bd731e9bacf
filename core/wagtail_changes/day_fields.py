"""Every field for a day holds a year that work is about.

What: `to_python` of Django's `DateField` and `DateTimeField` of forms. Why: 9999-12-31, which older
systems write for “no end”, and a year with a digit too few or too many were stored, and later the
chart, the list or the filing that counted a day onward from them failed. Saves: nothing, it guards
every day that is typed. When it can go: when Django lets a project bound all its days.
"""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

FIRST_YEAR, LAST_YEAR = 1800, 2199
REFUSAL = _("Please check the year %(year)s. What has no end is left empty.")

TOUCHED = (
    "django.forms.fields.DateField.to_python",
    "django.forms.fields.DateTimeField.to_python",
)

day_to_python = forms.DateField.to_python
moment_to_python = forms.DateTimeField.to_python


def _bounded(value: date | None) -> Any:
    if value is not None and not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise ValidationError(REFUSAL, code="year", params={"year": value.year})
    return value


def _day(self: forms.DateField, value: Any) -> Any:
    return _bounded(day_to_python(self, value))


def _moment(self: forms.DateTimeField, value: Any) -> Any:
    try:
        return _bounded(moment_to_python(self, value))
    except OverflowError as error:
        raise ValidationError(self.error_messages["invalid"], code="invalid") from error


def install() -> None:
    """Bound the days of all forms."""
    forms.DateField.to_python = _day
    forms.DateTimeField.to_python = _moment
