"""SQLite: the FTS5 table `search_admin_text`, a column a zone, scored by bm25."""

from django.db import connection

from search.admin.wanted import AllOf, Token, Without
from search.admin.zones import ZONES
from search.models import AdminEntry

WEIGHTS = "10.0, 4.0, 4.0, 2.0"
FOUND = """SELECT entry.object_id, -bm25(search_admin_text, {weights})
    FROM search_admin_text CROSS JOIN search_adminentry entry ON entry.id = search_admin_text.rowid
    WHERE search_admin_text MATCH %s AND entry.content_type_id = %s
    AND EXISTS ({row}) LIMIT {most}"""


def find(content_type, wanted, zones, scope, most):
    """Return pairs (key, score) of at most `most` entries in a scope; a higher score is better."""
    matching = expression(wanted)
    matching = f"{{{' '.join(zones)}}} : ({matching})" if zones else matching
    row, params = scope.row_of_entry()
    statement = FOUND.format(weights=WEIGHTS, row=row, most=most)
    with connection.cursor() as cursor:
        cursor.execute(statement, [matching, content_type, *params])
        return cursor.fetchall()


def expression(wanted):
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


def write(content_type, tokens_by_key, *, only_missing=False):
    """Write the entries {key: {zone: tokens}} of one root model; unchanged ones are left alone.

    Writers of SQLite wait for each other, so that `only_missing` has nothing to protect.
    """
    ids = _ids(content_type, tokens_by_key)
    if missing := [key for key in tokens_by_key if key not in ids]:
        AdminEntry.objects.bulk_create(
            [AdminEntry(content_type_id=content_type, object_id=key) for key in missing]
        )
        ids = _ids(content_type, tokens_by_key)
    rows = {(ids[key], *_columns(zones)) for key, zones in tokens_by_key.items()}
    held = _held(ids.values())
    if rows == held:
        return
    with connection.cursor() as cursor:
        delete = "DELETE FROM search_admin_text WHERE rowid = %s"
        cursor.executemany(delete, [(row[0],) for row in held - rows])
        insert = "INSERT INTO search_admin_text (rowid, a, b, c, d) VALUES (%s, %s, %s, %s, %s)"
        cursor.executemany(insert, sorted(rows - held))


def _ids(content_type, keys):
    entries = AdminEntry.objects.filter(content_type_id=content_type, object_id__in=list(keys))
    return dict(entries.values_list("object_id", "pk"))


def _held(ids):
    """Return the rows (id, texts of the zones …) that are there."""
    places = ", ".join(["%s"] * len(ids))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT rowid, a, b, c, d FROM search_admin_text WHERE rowid IN ({places})",  # noqa: S608
            list(ids),
        )
        return set(cursor.fetchall())


def _columns(zones):
    return tuple(" ".join(zones.get(zone, ())) for zone in ZONES)
