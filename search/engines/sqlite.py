"""SQLite: the FTS5 table `search_text` over tokens made in Python, scored by bm25."""

from collections.abc import Collection, Sequence
from typing import Any

from django.db import connection

from search.bigrams import is_single_character
from search.index_document import IndexDocument
from search.plan import Wording

WEIGHTS = "4.0, 4.0, 1.0, 1.0, 0.5"
"""bm25 weights of title, aliases, summary, text, characters."""

COLUMNS = ("title", "aliases", "summary", "text")


def matched(wordings: Sequence[Wording]) -> tuple[str, list[Any]]:
    """Return the SQL of entries (id, score) that hold any of the wordings, and its parameters."""
    held, params = _held(wordings)
    groups = [_all_of(group) for wording in wordings for group in wording.groups]
    return _found(held), [" OR ".join(groups), *params]


def named(wordings: Sequence[Wording]) -> tuple[str, list[Any]]:
    """Return the SQL of entries (id, score) whose names hold a whole wording, and parameters."""
    names = [f"{{title aliases}} : {_all_of(wording.tokens)}" for wording in wordings]
    return _found(""), [" OR ".join(names)]


def holding_any(
    groups: Sequence[tuple[str, ...]], _weights: Sequence[float]
) -> tuple[str, list[Any]]:
    """Return the SQL of entries (id, score) that hold any group of tokens whole, and its
    parameters.
    """
    return _found(""), [" OR ".join(map(_all_of, groups))]


def _found(held):
    return f"""SELECT e.id, -bm25(search_text, {WEIGHTS}) AS score
        FROM search_text JOIN search_searchentry e ON e.id = search_text.rowid
        WHERE search_text MATCH %s AND e.is_open{held}"""  # noqa: S608  values are parameters


def frequencies(tokens: Collection[str]) -> dict[str, int]:
    """Return {token: in how many guides it stands}, as the index counts; "" stands for all guides,
    by the range of keys.
    """
    places = ", ".join(["%s"] * len(tokens))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT term, MAX(doc) FROM search_vocabulary WHERE term IN ({places}) GROUP BY term"  # noqa: S608  values are parameters
            " UNION ALL SELECT '', COALESCE(MAX(rowid) - MIN(rowid) + 1, 0) FROM search_text",
            list(tokens),
        )
        return dict(cursor.fetchall())


def count_frequencies() -> None:
    """Do nothing: the index itself counts in how many guides a token stands."""


def _all_of(tokens):
    return "(" + " AND ".join(f'"{token}"' for token in tokens) + ")"


def _held(wordings):
    """Return the SQL that counts tokens, unless the index has answered exactly already."""
    if all(wording.least == len(wording.tokens) for wording in wordings):
        return "", []
    counts, params = [], []
    for wording in wordings:
        tests = [f"({_count(tokens)}) >= {least}" for tokens, least in wording.demands]
        counts.append(f"({' AND '.join(tests)})")
        params += [f" {token} " for tokens, _least in wording.demands for token in tokens]
    return f" AND ({' OR '.join(counts)})", params


def _count(tokens):
    return " + ".join([f"(instr(search_text.{_column(token)}, %s) > 0)" for token in tokens])


def _column(token):
    return "characters" if is_single_character(token) else "text"


def write_tokens(rows: Sequence[tuple[int, IndexDocument]]) -> None:
    """Write the tokens of [(entry id, IndexDocument)]; tombstones have none."""
    with connection.cursor() as cursor:
        cursor.executemany("DELETE FROM search_text WHERE rowid = %s", [(pk,) for pk, _ in rows])
        cursor.executemany(
            "INSERT INTO search_text (rowid, title, aliases, summary, text, characters)"
            " VALUES (%s, %s, %s, %s, %s, %s)",
            [(pk, *_columns(document)) for pk, document in rows if document.is_open],
        )


def _columns(document):
    tokens = document.tokens() | {"characters": document.all_characters()}
    return [f" {' '.join(tokens[name])} " for name in (*COLUMNS, "characters")]
