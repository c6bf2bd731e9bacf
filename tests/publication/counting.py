"""Somebody else who counts the same figures at the same time."""

from contextlib import contextmanager

from django.db import connection
from django.utils import timezone


@contextmanager
def counted_between(model, **facts):
    """Keep a row of today's figures as somebody else does, once the old rows are deleted."""
    table = model._meta.db_table
    written = []

    def wrapper(execute, sql, params, many, context):
        answer = execute(sql, params, many, context)
        if f'DELETE FROM "{table}"' in sql and not written:
            written.append(True)
            model.objects.create(day=timezone.localdate(), **facts)
        return answer

    with connection.execute_wrapper(wrapper):
        yield
    assert written
