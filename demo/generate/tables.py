"""Rows for bulk writing: a model's columns in order, and its values as COPY or SQLite take them."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder

JSON = DjangoJSONEncoder(ensure_ascii=False)
CONTAINERS = (dict, list)


class Table:
    """The table of a model: what a row needs, and what it has when nothing is said."""

    def __init__(self, model):
        self.model, self.name = model, model._meta.db_table
        self.key = model._meta.pk.column
        self.fields = model._meta.local_concrete_fields
        self.columns = [field.column for field in self.fields]
        self._blank = [_default(field) for field in self.fields]
        self._places = {field.attname: place for place, field in enumerate(self.fields)}

    def row(self, **values: Any) -> list[Any]:
        """Return a row in the columns' order; TypeError for a name that is no column."""
        row, places = self._blank.copy(), self._places
        try:
            for name, value in values.items():
                row[places[name]] = JSON.encode(value) if type(value) in CONTAINERS else value
        except KeyError as error:
            raise TypeError(f"{self.name} has no {error.args[0]}") from error
        return row


class Rows:
    """The rows of a batch, by table."""

    def __init__(self):
        self.of = {}

    def put(self, table: Table, **values: Any) -> None:
        """Add a row with these values."""
        self.add(table, table.row(**values))

    def add(self, table: Table, row: list[Any]) -> None:
        """Add a row that is in the columns' order."""
        self.of.setdefault(table, []).append(row)


def _default(field):
    """Return a field's default; None for what is made anew for each row, such as a UUID."""
    made_anew = field.has_default() and callable(field.default)
    if made_anew and field.default not in (list, dict):
        return None
    default = field.get_default()
    return JSON.encode(default) if type(default) in CONTAINERS else default


def copy_line(row: Sequence[Any]) -> str:
    """Return a row as a line of PostgreSQL's COPY text format."""
    return "\t".join([_copy_value(value) for value in row])


def _copy_value(value):
    if type(value) is str:
        return _escaped(value)
    if value is None:
        return "\\N"
    if value is True or value is False:
        return "t" if value else "f"
    return f"\\\\x{value.hex()}" if isinstance(value, bytes) else str(value)


def _escaped(text):
    """Escape what COPY's text format reserves; the backslash first."""
    if "\\" in text:
        text = text.replace("\\", "\\\\")
    if "\n" in text or "\t" in text or "\r" in text:
        text = text.replace("\n", "\\n").replace("\t", "\\t").replace("\r", "\\r")
    return text


def sqlite_row(row: Sequence[Any]) -> list[Any]:
    """Return a row as Django keeps it in SQLite."""
    return [_sqlite_value(value) for value in row]


def _sqlite_value(value):
    if isinstance(value, datetime):
        return (
            value.astimezone(UTC).replace(tzinfo=None).isoformat(sep=" ", timespec="microseconds")
        )
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, UUID):
        return value.hex
    return value
