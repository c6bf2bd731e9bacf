"""Statements that a crowd of readers asks with: planned once a connection, not once a request."""

from functools import cache

from django.db import connection


def rows_of(statement, values):
    """Return the rows of a SELECT with named values; prepared on the server where it is PostgreSQL.

    Django binds values into the text of a statement, so PostgreSQL plans it anew each time; for a
    join of a few rows by key that takes four times as long as running it. The statement goes
    through Django's cursor all the same: it is logged and counted like any other.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.cursor = _cursor_class()(connection.connection)
        cursor.execute(statement, values)
        return cursor.fetchall()


@cache
def _cursor_class():
    """Return the class of cursors that bind on the server and prepare at once."""
    from psycopg import Cursor

    class PreparingCursor(Cursor):
        """A cursor whose statements are prepared when they are first met."""

        def execute(self, query, params=None):
            return super().execute(query, params, prepare=True)

    return PreparingCursor
