"""PostgreSQL: one `tsvector` an entry, whose weights are its zones, under a GIN index."""

from django.db import connection

from search.admin.wanted import AllOf, Token, Without
from search.admin.zones import ZONES

CANDIDATES = """WITH found AS MATERIALIZED (
    SELECT entry.object_id, entry.tokens FROM search_adminentry entry
    WHERE entry.content_type_id = %s AND entry.tokens @@ %s::tsquery
    AND EXISTS ({within}) LIMIT {most})
SELECT object_id, (tokens @@ %s::tsquery)::int + 1.0 / (1 + length(tokens)) AS score
FROM found ORDER BY score DESC, object_id DESC"""
INSERT = """INSERT INTO search_adminentry (content_type_id, object_id, tokens)
SELECT %s, new.pk, new.tokens::tsvector FROM unnest(%s::bigint[], %s::text[]) AS new (pk, tokens)"""
# A save that changes no searched text writes nothing.
WRITE = f"""{INSERT} ON CONFLICT (content_type_id, object_id)
DO UPDATE SET tokens = EXCLUDED.tokens WHERE search_adminentry.tokens <> EXCLUDED.tokens"""
WRITE_MISSING = f"{INSERT} ON CONFLICT DO NOTHING"


def candidates(content_type, wanted, zones, within, most):
    """Give the SQL of pairs (key, score), best first, and its parameters.

    Those that hold everything in their title stand first, short ones before long ones.
    """
    sql, params = within
    asked, in_title = expression(wanted, zones), expression(wanted, ZONES[0])
    statement = CANDIDATES.format(within=sql, most=most)
    return statement, [content_type, asked, *params, in_title]


def expression(wanted, zones):
    """Give the tsquery of what is wanted, in some zones only; none means all of them."""
    if isinstance(wanted, Token):
        marks = ("*" if wanted.is_start else "") + zones.upper()
        return f"'{wanted.text}'" + (f":{marks}" if marks else "")
    if isinstance(wanted, Without):
        return f"!({expression(wanted.part, zones)})"
    sign = " & " if isinstance(wanted, AllOf) else " | "
    return "(" + sign.join(expression(part, zones) for part in wanted.parts) + ")"


def write(content_type, tokens_by_key, *, only_missing=False):
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
