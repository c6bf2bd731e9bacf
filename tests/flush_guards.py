"""Lets the flush between committing tests empty tables whose triggers refuse deletion."""

from contextlib import contextmanager
from unittest.mock import patch

from django.db import connection


@contextmanager
def lifted_while_flushing():
    """While active, every flush of the test database runs with the guarding triggers lifted."""
    flush = connection.ops.execute_sql_flush
    lift = _lifted_on_sqlite if connection.vendor == "sqlite" else _lifted_on_postgresql

    def flush_lifted(sql_list):
        with lift():
            flush(sql_list)

    with patch.object(connection.ops, "execute_sql_flush", flush_lifted):
        yield


@contextmanager
def _lifted_on_sqlite():
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
def _lifted_on_postgresql():
    """Fire no trigger in this session; the test role is a superuser of its own cluster."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        yield
        cursor.execute("SET session_replication_role = DEFAULT")
