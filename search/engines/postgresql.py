"""PostgreSQL: `tsvector` columns over tokens made in Python, a GIN index, ranking by titles.

Ranking whole texts does not scale over many matches, so hits are ordered by how much of the query
their titles and everyday names hold.
"""

from django.db import connection

HELD = "(length({column}) - length(ts_delete({column}, %s::text[])))"


def matched(wordings):
    """Return the SQL of entries (id, score) that hold any of the wordings, and its parameters."""
    score, score_params = _score(wordings)
    held, held_params = _held(wordings)
    statement = f"""SELECT e.id, {score} AS score FROM search_searchentry e
        WHERE e.tokens @@ %s::tsquery AND e.is_open"""  # noqa: S608  values are parameters
    groups = [_all_of(group) for wording in wordings for group in wording.groups]
    return statement + held, [*score_params, " | ".join(groups), *held_params]


def _all_of(tokens):
    # Tokens are letters and digits only, so that nothing in them needs escaping.
    return "(" + " & ".join(f"'{token}'" for token in tokens) + ")"


def _held(wordings):
    """Return the SQL that counts tokens, unless the index has answered exactly already."""
    if all(wording.least == len(wording.tokens) for wording in wordings):
        return "", []
    parts = [f"{HELD.format(column='e.tokens')} >= {wording.least}" for wording in wordings]
    return f" AND ({' OR '.join(parts)})", [list(wording.tokens) for wording in wordings]


def _score(wordings):
    """Return the SQL of the best wording's score: how much of it title and everyday names hold."""
    parts, params = [], []
    for wording in wordings:
        title, aliases = HELD.format(column="e.title_tokens"), HELD.format(column="e.alias_tokens")
        count = len(wording.tokens)
        parts.append(
            f"{wording.weight} * (6.0 * {title} / {count} + 4.0 * {aliases} / {count}"
            f" + 2.0 * {title} / GREATEST(length(e.title_tokens), 1))"
        )
        params += [list(wording.tokens)] * 3
    return f"GREATEST({', '.join(parts)})", params


def write_tokens(rows):
    """Write the tokens of [(entry id, IndexDocument)]; tombstones have none."""
    with connection.cursor() as cursor:
        cursor.executemany(
            "UPDATE search_searchentry SET title_tokens = array_to_tsvector(%s::text[]),"
            " alias_tokens = array_to_tsvector(%s::text[]), tokens = array_to_tsvector(%s::text[])"
            " WHERE id = %s",
            [(*_columns(document), pk) for pk, document in rows],
        )


def _columns(document):
    tokens = document.tokens()
    tokens["text"] = tokens["text"] + document.characters()
    return [sorted(set(tokens[name])) for name in ("title", "aliases", "text")]
