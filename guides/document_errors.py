"""Faults of a Document in the user's language, each at its place."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

MESSAGES = {
    "missing": lambda error: _("This field is required."),
    "extra_forbidden": lambda error: _("Unknown field."),
    "string_type": lambda error: _("Must be text."),
    "string_pattern_mismatch": lambda error: _("Does not have the required form."),
    "int_parsing": lambda error: _("Must be a whole number."),
    "int_type": lambda error: _("Must be a whole number."),
    "int_from_float": lambda error: _("Must be a whole number."),
    "bool_parsing": lambda error: _("Must be yes or no."),
    "bool_type": lambda error: _("Must be yes or no."),
    "list_type": lambda error: _("Must be a list."),
    "model_type": lambda error: _("Must be an object."),
    "dict_type": lambda error: _("Must be an object."),
    "date_from_datetime_parsing": lambda error: _("Not a date of the form YYYY-MM-DD."),
    "date_parsing": lambda error: _("Not a date of the form YYYY-MM-DD."),
    "iso_date": lambda error: _("Not a date of the form YYYY-MM-DD."),
    "clock_time": lambda error: _("Not a time of the form HH:MM."),
    "enum": lambda error: _("“%(value)s” is not in the code list.") % {"value": error.get("input")},
    "literal_error": lambda error: (
        _("“%(value)s” is not known here.") % {"value": error.get("input")}
    ),
    "control_character": lambda error: (
        _("The control character U+%(code)s is not allowed.") % {"code": error["ctx"]["code"]}
    ),
    "greater_than_equal": lambda error: (
        _("Must not be less than %(limit)s.") % {"limit": error["ctx"]["ge"]}
    ),
    "less_than_equal": lambda error: (
        _("Must not be more than %(limit)s.") % {"limit": error["ctx"]["le"]}
    ),
}


@dataclass(frozen=True)
class Problem:
    """One fault: its JSON pointer (RFC 6901) and what is wrong."""

    pointer: str
    message: str


def problems_of(error):
    """Give the Problems of a pydantic.ValidationError."""
    return [Problem(_pointer(one["loc"]), _message(one)) for one in error.errors(include_url=False)]


def _pointer(place):
    steps = (str(step).replace("~", "~0").replace("/", "~1") for step in place)
    return "".join(f"/{step}" for step in steps)


def _message(error):
    translate = MESSAGES.get(error["type"])
    return translate(error) if translate else error["msg"]
