"""PostgreSQL: one `tsvector` an entry, whose weights are its zones, under a GIN index."""

from collections.abc import Mapping
from typing import Any

from django.db import connection

from search.admin.scope import SearchedRows
from search.admin.wanted import AllOf, Token, Without
from search.admin.zones import ZONES

LOOKED_AT = 4_000
"""Entries that hold the words and are looked at one by one, whether they lie in the scope."""

SCORED = "object_id, (tokens @@ %s::tsquery)::int + 1.0 / (1 + length(tokens)) FROM found"
BY_WORDS = """WITH matched AS MATERIALIZED (
    SELECT object_id, tokens FROM search_adminentry
    WHERE content_type_id = %s AND tokens @@ %s::tsquery LIMIT {looked_at}),
found AS MATERIALIZED (SELECT * FROM matched entry WHERE EXISTS ({row}) LIMIT {most})
SELECT {scored} UNION ALL SELECT NULL, CASE
    WHEN (SELECT COUNT(*) FROM found) < {most} THEN (SELECT COUNT(*) FROM matched) ELSE 0 END"""
# OFFSET 0: each entry is looked up by its key, whatever the planner thinks of the words.
BY_SCOPE = """WITH scope (pk) AS MATERIALIZED ({keys}),
found AS MATERIALIZED (
    SELECT entry.* FROM scope CROSS JOIN LATERAL (
        SELECT object_id, tokens FROM search_adminentry
        WHERE content_type_id = %s AND object_id = scope.pk OFFSET 0) entry
    WHERE entry.tokens @@ %s::tsquery LIMIT {most})
SELECT {scored}"""
INSERT = """INSERT INTO search_adminentry (content_type_id, object_id, tokens)
SELECT %s, new.pk, new.tokens::tsvector FROM unnest(%s::bigint[], %s::text[]) AS new (pk, tokens)"""
# A save that changes no searched text writes nothing.
WRITE = f"""{INSERT} ON CONFLICT (content_type_id, object_id)
DO UPDATE SET tokens = EXCLUDED.tokens WHERE search_adminentry.tokens <> EXCLUDED.tokens"""
WRITE_MISSING = f"{INSERT} ON CONFLICT DO NOTHING"


def find(content_type: int, wanted: Any, zones: str, scope: SearchedRows, most: int) -> list[Any]:
    """Return pairs (key, score) of at most `most` entries in a scope.

    Those that hold everything in their title score higher, short ones more than long ones. Rare
    words lead to few entries; words that many entries hold are found at once in a wide scope, and
    a narrow scope is read from its own side.
    """
    expression_of_all, in_title = expression(wanted, zones), expression(wanted, ZONES[0])
    row, params = scope.row_of_entry()
    statement = BY_WORDS.format(row=row, most=most, looked_at=LOOKED_AT, scored=SCORED)
    rows = _rows(statement, [content_type, expression_of_all, *params, in_title])
    found = [row for row in rows if row[0] is not None]
    (matched,) = (count for key, count in rows if key is None)
    if matched < LOOKED_AT:
        return found
    keys, params = scope.keys()
    statement = BY_SCOPE.format(keys=keys, most=most, scored=SCORED)
    return _rows(statement, [*params, content_type, expression_of_all, in_title])


def _rows(statement, params):
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return cursor.fetchall()


def expression(wanted: Any, zones: str) -> str:
    """Return the tsquery of what is wanted, in some zones only; none means all of them."""
    if isinstance(wanted, Token):
        marks = ("*" if wanted.is_start else "") + zones.upper()
        return f"'{wanted.text}'" + (f":{marks}" if marks else "")
    if isinstance(wanted, Without):
        return f"!({expression(wanted.part, zones)})"
    sign = " & " if isinstance(wanted, AllOf) else " | "
    return "(" + sign.join(expression(part, zones) for part in wanted.parts) + ")"


def write(
    content_type: int, tokens_by_key: Mapping[Any, Any], *, only_missing: bool = False
) -> None:
    """Write the entries {key: {zone: tokens}} of one root model, in one statement."""
    keys = list(tokens_by_key)
    vectors = [_vector(zones) for zones in tokens_by_key.values()]
    with connection.cursor() as cursor:
        cursor.execute(WRITE_MISSING if only_missing else WRITE, [content_type, keys, vectors])


def _vector(zones):
    places: dict[str, list[str]] = {}
    for zone, tokens in zones.items():
        for token in tokens:
            places.setdefault(token, []).append(f"{ZONES.index(zone) + 1}{zone.upper()}")
    return " ".join(f"'{token}':{','.join(found)}" for token, found in places.items())
