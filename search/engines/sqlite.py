"""SQLite: the FTS5 table `search_text` over tokens made in Python, scored by bm25."""

from django.db import connection

WEIGHTS = "10.0, 8.0, 4.0, 1.0"
"""bm25 weights of title, aliases, summary, text."""


def matched(wordings):
    """Return the SQL of entries (id, score) that hold any of the wordings, and its parameters."""
    held, params = _held(wordings)
    statement = f"""SELECT e.id, -bm25(search_text, {WEIGHTS}) AS score
        FROM search_text JOIN search_searchentry e ON e.id = search_text.rowid
        WHERE search_text MATCH %s AND e.is_open"""  # noqa: S608  values are parameters
    return statement + held, [_expression(wordings), *params]


def _expression(wordings):
    """Return the FTS5 expression of candidates; a whole phrase in the title only adds to scores."""
    parts = [_all_of(group) for wording in wordings for group in wording.groups]
    titles = [f'title : "{" ".join(wording.tokens)}"' for wording in wordings]
    return " OR ".join([*parts, *titles])


def _all_of(tokens):
    return "(" + " AND ".join(f'"{token}"' for token in tokens) + ")"


def _held(wordings):
    """Return the SQL that counts tokens, unless the index has answered exactly already."""
    if all(wording.least == len(wording.tokens) for wording in wordings):
        return "", []
    counts, params = [], []
    for wording in wordings:
        tests = " + ".join(["(instr(search_text.text, %s) > 0)"] * len(wording.tokens))
        counts.append(f"({tests}) >= {wording.least}")
        params += [f" {token} " for token in wording.tokens]
    return f" AND ({' OR '.join(counts)})", params


def write_tokens(rows):
    """Write the tokens of [(entry id, IndexDocument)]; tombstones have none."""
    with connection.cursor() as cursor:
        cursor.executemany("DELETE FROM search_text WHERE rowid = %s", [(pk,) for pk, _ in rows])
        cursor.executemany(
            "INSERT INTO search_text (rowid, title, aliases, summary, text)"
            " VALUES (%s, %s, %s, %s, %s)",
            [(pk, *_columns(document)) for pk, document in rows if document.is_open],
        )


def _columns(document):
    tokens = document.tokens()
    tokens["text"] = tokens["text"] + document.characters()
    return [f" {' '.join(tokens[name])} " for name in ("title", "aliases", "summary", "text")]
