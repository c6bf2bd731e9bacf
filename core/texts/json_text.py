"""A field of JSON data whose text lies in the database as it is passed on."""

import json
from datetime import UTC, datetime
from typing import Any

from django.db import models
from django.db.models.query_utils import DeferredAttribute


class _Parsed(DeferredAttribute):
    """The attribute of an instance: text that was read is parsed when somebody looks at it."""

    def __get__(self, instance, cls=None):
        value = super().__get__(instance, cls)
        if isinstance(value, str):
            value = instance.__dict__[self.field.attname] = json.loads(value)
        return value

    def __set__(self, instance, value):
        instance.__dict__[self.field.attname] = value


class JsonTextField(models.TextField):
    """JSON data on an instance, compact text in the database and in `values_list`.

    An answer may send that text unread. PostgreSQL's jsonb would be unpacked and spelled anew for
    each reader; nothing is searched inside.
    """

    description = "JSON data kept as text"
    descriptor_class = _Parsed

    def get_prep_value(self, value: Any) -> str | None:
        # Text is JSON already: rows that are written in bulk bring it.
        return value if value is None or isinstance(value, str) else json_text(value)

    def value_to_string(self, instance: Any) -> str:
        return json_text(self.value_from_object(instance))


def json_text(data: Any) -> str:
    """Return compact JSON text of data, Chinese characters as they are."""
    return _ENCODER.encode(data)


def moment_text(moment: datetime) -> str:
    """Return a moment (an aware datetime) as ISO 8601 in UTC with milliseconds and Z."""
    return f"{moment.astimezone(UTC).isoformat(timespec='milliseconds')[:-6]}Z"


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
