"""A field of JSON data whose text lies in the database as it is passed on."""

import json

from django.db import models


class JsonTextField(models.TextField):
    """JSON data in Python, compact text in the database, which an answer may send unread.

    PostgreSQL's jsonb would be unpacked and spelled anew for each reader; nothing is searched
    inside.
    """

    description = "JSON data kept as text"

    def from_db_value(self, value, expression, connection):
        return None if value is None else json.loads(value)

    def get_prep_value(self, value):
        # Text is JSON already: rows that are written in bulk bring it.
        return value if value is None or isinstance(value, str) else json_text(value)

    def to_python(self, value):
        return json.loads(value) if isinstance(value, str) else value

    def value_to_string(self, instance):
        return json_text(self.value_from_object(instance))


def json_text(data):
    """Return compact JSON text of data, Chinese characters as they are."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))
