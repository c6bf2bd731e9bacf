"""SQLite: the FTS5 table `search_admin_text`, a column a zone, scored by bm25."""

from collections.abc import Mapping
from typing import Any

from django.db import connection

from search.admin.scope import SearchedRows
from search.admin.wanted import AllOf, Token, Without
from search.admin.zones import ZONES
from search.models import AdminEntry

WEIGHTS = "10.0, 4.0, 4.0, 2.0"
FOUND = """SELECT entry.object_id, -bm25(search_admin_text, {weights})
    FROM search_admin_text CROSS JOIN search_adminentry entry ON entry.id = search_admin_text.rowid
    WHERE search_admin_text MATCH %s AND entry.content_type_id = %s
    AND EXISTS ({row}) LIMIT {most}"""


def find(content_type: int, wanted: Any, zones: str, scope: SearchedRows, most: int) -> list[Any]:
    """Return pairs (key, score) of at most `most` entries in a scope; a higher score is better."""
    matching = expression(wanted)
    matching = f"{{{' '.join(zones)}}} : ({matching})" if zones else matching
    row, params = scope.row_of_entry()
    statement = FOUND.format(weights=WEIGHTS, row=row, most=most)
    with connection.cursor() as cursor:
        cursor.execute(statement, [matching, content_type, *params])
        return cursor.fetchall()


def expression(wanted: Any) -> str:
    """Return the FTS5 expression of what is wanted; it can take away from something only."""
    if isinstance(wanted, Token):
        return f'"{wanted.text}"' + ("*" if wanted.is_start else "")
    if isinstance(wanted, Without):
        raise NotImplementedError("SQLite cannot search for what holds no word")
    if not isinstance(wanted, AllOf):
        return "(" + " OR ".join(expression(part) for part in wanted.parts) + ")"
    without = [part.part for part in wanted.parts if isinstance(part, Without)]
    held = [expression(part) for part in wanted.parts if not isinstance(part, Without)]
    found = "(" + " AND ".join(held or [expression(wanted.parts[0])]) + ")"
    for part in without:
        found = f"({found} NOT {expression(part)})"
    return found


def write(
    content_type: int, tokens_by_key: Mapping[Any, Any], *, only_missing: bool = False
) -> None:
    """Write the entries {key: {zone: tokens}} of one root model; unchanged ones are left alone.

    Writers of SQLite wait for each other, so that `only_missing` has nothing to protect.
    """
    held = _held(content_type, tokens_by_key)
    if missing := [key for key in tokens_by_key if key not in held]:
        AdminEntry.objects.bulk_create(
            [AdminEntry(content_type_id=content_type, object_id=key) for key in missing]
        )
        held |= _held(content_type, missing)
    rows = {(held[key][0], *_columns(zones)) for key, zones in tokens_by_key.items()}
    held = {row for row in held.values() if None not in row}
    if rows == held:
        return
    with connection.cursor() as cursor:
        delete = "DELETE FROM search_admin_text WHERE rowid = %s"
        cursor.executemany(delete, [(row[0],) for row in held - rows])
        insert = "INSERT INTO search_admin_text (rowid, a, b, c, d) VALUES (%s, %s, %s, %s, %s)"
        cursor.executemany(insert, sorted(rows - held))


def _held(content_type, keys):
    """Return {key: (id, texts of the zones …)} of the entries there are; None for missing texts."""
    places = ", ".join(["%s"] * len(keys))
    statement = f"""SELECT entry.object_id, entry.id, held.a, held.b, held.c, held.d
        FROM search_adminentry entry LEFT JOIN search_admin_text held ON held.rowid = entry.id
        WHERE entry.content_type_id = %s AND entry.object_id IN ({places})"""  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(statement, [content_type, *keys])
        return {key: tuple(row) for key, *row in cursor.fetchall()}


def _columns(zones):
    return tuple(" ".join(zones.get(zone, ())) for zone in ZONES)
