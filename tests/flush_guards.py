"""Lets the flush between committing tests empty tables whose triggers refuse deletion."""

from contextlib import contextmanager, nullcontext
from unittest.mock import patch

from django.db import DEFAULT_DB_ALIAS, connection, connections


@contextmanager
def lifted_while_flushing():
    """While active, every flush of the test database runs with the guarding triggers lifted.

    It patches the class: each thread, and the loop of a browser test, has a connection of its own.
    """
    operations = type(connection.ops)
    flush = operations.execute_sql_flush
    lift = _lifted_on_sqlite if connection.vendor == "sqlite" else _lifted_on_postgresql

    def flush_lifted(self, sql_list):
        with lift(self.connection):
            flush(self, sql_list)

    # Django keeps the rows of the migrations on one connection only; all must give them back.
    rows = getattr(connection, "_test_serialized_contents", None)
    if rows is not None:
        type(connections[DEFAULT_DB_ALIAS])._test_serialized_contents = rows
    with patch.object(operations, "execute_sql_flush", flush_lifted), _deleting(operations):
        yield


def _deleting(operations):
    """On PostgreSQL delete rows: TRUNCATE writes each table and index anew, 100 times slower.

    As before, what a thread of the live server has not committed yet is waited for.
    """
    if connection.vendor == "sqlite":
        return nullcontext()
    truncate = operations.sql_flush

    def delete(self, style, tables, *, reset_sequences=False, allow_cascade=False):
        if reset_sequences:
            return truncate(self, style, tables, reset_sequences=True, allow_cascade=allow_cascade)
        names = [self.quote_name(table) for table in tables]
        lock = f"LOCK TABLE {', '.join(names)} IN ACCESS EXCLUSIVE MODE"
        return [lock, *(f"DELETE FROM {name}" for name in names)]

    return patch.object(operations, "sql_flush", delete)


@contextmanager
def _lifted_on_sqlite(connection):
    """Drop every trigger and make it again, as it was."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        triggers = cursor.fetchall()
        for name, _sql in triggers:
            cursor.execute(f'DROP TRIGGER "{name}"')
        yield
        for _name, sql in triggers:
            cursor.execute(sql)


@contextmanager
def _lifted_on_postgresql(connection):
    """Fire no trigger in this session; the test role is a superuser of its own cluster."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        yield
        cursor.execute("SET session_replication_role = DEFAULT")
