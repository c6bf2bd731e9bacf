"""What problems say, in both languages: titles by status, and what is wrong with a parameter."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

TITLES = {
    HTTPStatus.BAD_REQUEST: gettext_lazy("The request is malformed"),
    HTTPStatus.NOT_FOUND: gettext_lazy("Not found"),
    HTTPStatus.METHOD_NOT_ALLOWED: gettext_lazy("This API is only read"),
    HTTPStatus.GONE: pgettext_lazy("title of a problem", "Abolished"),
    HTTPStatus.UNPROCESSABLE_ENTITY: gettext_lazy("Invalid parameters"),
    HTTPStatus.TOO_MANY_REQUESTS: gettext_lazy("Too many requests"),
    HTTPStatus.INTERNAL_SERVER_ERROR: gettext_lazy("The server failed"),
    HTTPStatus.SERVICE_UNAVAILABLE: gettext_lazy("The service is away for a moment"),
    HTTPStatus.INSUFFICIENT_STORAGE: gettext_lazy("The server's disk is full"),
}
DETAILS = {
    HTTPStatus.NOT_FOUND: gettext_lazy("There is no such resource. See /api/v1/docs."),
    HTTPStatus.METHOD_NOT_ALLOWED: gettext_lazy("Ask with GET or HEAD."),
    HTTPStatus.UNPROCESSABLE_ENTITY: gettext_lazy("See `errors`, and /api/v1/docs."),
    HTTPStatus.INTERNAL_SERVER_ERROR: gettext_lazy("The fault has been logged."),
    HTTPStatus.SERVICE_UNAVAILABLE: gettext_lazy("Try again in some seconds."),
    HTTPStatus.INSUFFICIENT_STORAGE: gettext_lazy("Try again in some seconds."),
}
NUMBER = gettext_lazy("Write a whole number in digits, without sign and blanks.")
PARAMETERS = {
    "bool_parsing": gettext_lazy("Write true or false."),
    "datetime_from_date_parsing": gettext_lazy("Write a date or a moment of ISO 8601."),
    "enum": gettext_lazy("One of these: %(expected)s."),
    "greater_than_equal": gettext_lazy("At least %(ge)s."),
    "int_parsing": NUMBER,
    "less_than_equal": gettext_lazy("At most %(le)s."),
    "moment": gettext_lazy("Write a date or a moment of ISO 8601."),
    "string_pattern_mismatch": gettext_lazy("It must have this form: %(pattern)s"),
    "string_too_long": gettext_lazy("At most %(max_length)s characters."),
    "too_long": gettext_lazy("At most %(max_length)s values."),
    "whole_number": NUMBER,
}
"""Sentences by the type of pydantic's error; they name what stands in its context."""


def title_of(status: int) -> str:
    """Return the title of a status in the active language."""
    return str(TITLES.get(HTTPStatus(status), HTTPStatus(status).phrase))


def detail_of(status: int) -> str:
    """Return what to do about a status in the active language; empty when that is not known."""
    return str(DETAILS.get(HTTPStatus(status), ""))


def sentence_of(error: Mapping[str, Any]) -> str:
    """Return what is wrong with a parameter, from one of pydantic's errors."""
    text = PARAMETERS.get(error["type"])
    return text % error.get("ctx", {}) if text else _("This value is not allowed here.")
