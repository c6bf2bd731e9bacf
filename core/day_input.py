"""The field for a day, filled in with the browser's own calendar."""

from django import forms


class DayInput(forms.DateInput):
    """A field for a day (日期); a browser takes its value in ISO 8601 only, in any language."""

    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%d")
