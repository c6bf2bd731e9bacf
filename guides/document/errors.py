"""What is wrong with a Document, for people: each place with a sentence in their language."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import ValidationError

from core.texts import plain_text

MESSAGES = {
    "missing": gettext_lazy("This field is required."),
    "extra_forbidden": gettext_lazy("There is no such field."),
    "string_type": gettext_lazy("This must be text."),
    "string_pattern_mismatch": gettext_lazy("This does not have the expected form."),
    "string_too_long": gettext_lazy("At most %(max_length)s characters are allowed."),
    "string_too_short": gettext_lazy("At least %(min_length)s characters are needed."),
    "enum": gettext_lazy("“%(input)s” is not in the code list (%(expected)s)."),
    "literal_error": gettext_lazy("“%(input)s” is not possible here; it must be %(expected)s."),
    "bool_type": gettext_lazy("This must be yes or no (true or false)."),
    "bool_parsing": gettext_lazy("This must be yes or no (true or false)."),
    "int_type": gettext_lazy("This must be a whole number."),
    "int_parsing": gettext_lazy("This must be a whole number."),
    "int_from_float": gettext_lazy("This must be a whole number."),
    "greater_than_equal": gettext_lazy("This must be at least %(ge)s."),
    "less_than_equal": gettext_lazy("This must be at most %(le)s."),
    "less_than": gettext_lazy("This must be less than %(lt)s."),
    "list_type": gettext_lazy("This must be a list."),
    "dict_type": gettext_lazy("This must be an object."),
    "model_type": gettext_lazy("This must be an object."),
    "date_from_datetime_parsing": gettext_lazy("Write the date as YYYY-MM-DD."),
    "date_parsing": gettext_lazy("Write the date as YYYY-MM-DD."),
    "date_type": gettext_lazy("Write the date as YYYY-MM-DD."),
    "iso_date": gettext_lazy("Write the date as YYYY-MM-DD."),
    "clock_time": gettext_lazy("Write the time as HH:MM."),
    "too_long": gettext_lazy("At most %(max_length)s entries are allowed."),
    "choice_needs_rows": gettext_lazy("A choice needs at least one entry under “choices”."),
    "only_choice_has_rows": gettext_lazy("Only a field of the kind “choice” has “choices”."),
    "table_needs_rows": gettext_lazy("A table needs at least one entry under “columns”."),
    "only_table_has_rows": gettext_lazy("Only a field of the kind “table” has “columns”."),
    "extra_rows_repeated": gettext_lazy("Two choices or columns have the same key."),
    "extra_key_repeated": gettext_lazy("Another extra field has the key “%(key)s” already."),
    "extra_label_repeated": gettext_lazy("Another extra field has the name “%(label)s” already."),
    "extra_row_label_repeated": gettext_lazy("Two choices or columns are called “%(label)s”."),
    "extra_section_unknown": gettext_lazy(
        "“%(section)s” is no section of this outline. Name one after which the field stands."
    ),
    "extra_fields_of_manual": gettext_lazy(
        "Extra fields are declared in the outline of the guide; the manual shows them too, and "
        "internal ones there alone."
    ),
} | plain_text.REASONS


@dataclass(frozen=True)
class Problem:
    """One thing wrong with a Document: a JSON pointer (RFC 6901) and a sentence."""

    pointer: str
    message: str


def problems_of(error: ValidationError) -> list[Problem]:
    """Return the problems that pydantic found, in the active language."""
    return [
        Problem(pointer_of(entry["loc"]), _message(entry))
        for entry in error.errors(include_url=False)
    ]


def pointer_of(steps: Iterable[int | str]) -> str:
    """Return the JSON pointer of a path of keys and numbers; empty for the Document itself."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in steps)


def _message(entry: dict) -> str:
    template = MESSAGES.get(entry["type"])
    if template is None:
        return _("This value cannot be used: %(reason)s") % {"reason": entry["msg"]}
    shown = str(entry.get("input", ""))[:40]
    return str(template) % ({"input": shown} | (entry.get("ctx") or {}))
