"""Adding counts of a batch to the rows of their day."""

from collections.abc import Mapping
from datetime import date

from django.db import connection, transaction

ADD = """
    INSERT INTO operations_usecount (day, kind, code, channel, count) VALUES (%s, %s, %s, %s, %s)
    ON CONFLICT (day, kind, code, channel)
    DO UPDATE SET count = operations_usecount.count + excluded.count
"""
LONGEST_CODE = 120


def write_uses(day: date, counts: Mapping[tuple[str, str, str], int]) -> None:
    """Add `{(kind, code, channel): uses}` to a day, in one transaction.

    Rows are taken in one order, so that two processes never wait for each other.
    """
    rows = [
        (day, kind, code[:LONGEST_CODE], channel, uses)
        for (kind, code, channel), uses in counts.items()
    ]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.executemany(ADD, sorted(rows))
