"""Writes the rows of a batch in one transaction: COPY on PostgreSQL, INSERT on SQLite."""

from collections.abc import Mapping
from typing import Any

from django.db import connection, transaction
from django.db.models import F
from wagtail.models import Page

from demo.generate.batch import Batch
from demo.generate.numbers import Numbers
from demo.generate.tables import Rows, Table
from publication.models import EventCounter, FilingCounter

from .plan import FIRST_FILED_AT
from .tables import copy_line, sqlite_row

QUICK_COMPRESSION = """
    SELECT set_config(name, 'lz4', true) FROM pg_settings
    WHERE name = 'default_toast_compression' AND 'lz4' = ANY(enumvals)
"""
"""As small as the default here, and half the work of the server for a record."""
WITHOUT_TRIGGERS = """
    SELECT set_config('session_replication_role', 'replica', true)
    WHERE current_setting('is_superuser') = 'on'
"""
"""Foreign keys are right by construction (the tests on SQLite check them): a third of the work."""
SERIES = str(FIRST_FILED_AT.year)


class InterruptedRunError(Exception):
    """Somebody filed while records were generated, so the numbers do not follow each other."""


def packed(rows: Rows) -> list[tuple[str, list[str], Any]]:
    """Return Rows as what the database takes, so that other processes do this work.

    `[(table name, columns, COPY text as bytes)]` on PostgreSQL, else `[(…, lists of values)]`.
    """
    is_postgresql = connection.vendor == "postgresql"
    return [
        (table.name, table.columns, _pack(lines, is_postgresql)) for table, lines in rows.of.items()
    ]


def _pack(lines, is_postgresql):
    if is_postgresql:
        return "".join([f"{copy_line(line)}\n" for line in lines]).encode()
    return [sqlite_row(line) for line in lines]


@transaction.atomic
def write(batch: Batch, tables: list[tuple[str, list[str], Any]], numbers: Numbers) -> None:
    """Write packed rows and move the counters; `numbers` are the free ones after this batch.

    Raises InterruptedRunError when a counter is not where the batch expects it.
    """
    _move(FilingCounter, {"series": SERIES}, batch.free["filing"], numbers.free["filing"])
    _move(EventCounter, {"id": 1}, batch.free["event"], numbers.free["event"])
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL synchronous_commit = off")
            cursor.execute(QUICK_COMPRESSION)
            cursor.execute(WITHOUT_TRIGGERS)
        for name, columns, lines in tables:
            _write_table(cursor, name, columns, lines)
    for parent, count in batch.children.items():
        Page.objects.filter(pk=parent).update(numchild=F("numchild") + count)


def _move(counter, key, first, following):
    moved = counter.objects.filter(**key, last=first - 1).update(last=following - 1)
    if not moved:
        raise InterruptedRunError(counter.__name__)


def _write_table(cursor, name, columns, lines):
    quoted = ", ".join(f'"{column}"' for column in columns)
    if connection.vendor == "postgresql":
        with cursor.copy(f'COPY "{name}" ({quoted}) FROM STDIN') as copy:
            copy.write(lines)
        return
    places = ", ".join(["%s"] * len(columns))
    cursor.executemany(f'INSERT INTO "{name}" ({quoted}) VALUES ({places})', lines)  # noqa: S608


def set_sequences(last: Mapping[Table, int]) -> None:
    """Let PostgreSQL's sequences go on after the `last` keys ({Table: key}); needless on SQLite."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.executemany(
            "SELECT setval(pg_get_serial_sequence(%s, %s), %s)",
            [(table.name, table.key, max(key, 1)) for table, key in last.items()],
        )
