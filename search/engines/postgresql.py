"""PostgreSQL: `tsvector` columns over tokens made in Python, with GIN indexes.

Reading whole texts does not scale over many matches, so candidates are taken by their names first
and by the weights of the tokens that they hold.
"""

from collections.abc import Collection, Sequence
from typing import Any

from django.db import connection

from core.running.replica import reading_connection
from search.index_document import IndexDocument
from search.plan import Wording

HELD = "(length({column}) - length(ts_delete({column}, %s::text[])))"
MOST_OF_A_TOKEN = 4000
"""Of so many guides at most that hold one token any may be a candidate."""

SAMPLE = 20_000
"""In so many guides tokens are counted."""


def matched(wordings: Sequence[Wording]) -> tuple[str, list[Any]]:
    """Return the SQL of entries (id, score) that hold any of the wordings, and its parameters."""
    score, score_params = _score(wordings)
    held, held_params = _held(wordings)
    statement = f"""SELECT e.id, {score} AS score FROM search_searchentry e
        WHERE e.tokens @@ %s::tsquery AND e.is_open"""  # noqa: S608  values are parameters
    groups = [_all_of(group) for wording in wordings for group in wording.groups]
    return statement + held, [*score_params, " | ".join(groups), *held_params]


def named(wordings: Sequence[Wording]) -> tuple[str, list[Any]]:
    """Return the SQL of entries (id, score) whose names hold a whole wording, and parameters."""
    score, score_params = _score(wordings)
    whole = " | ".join(_all_of(wording.tokens) for wording in wordings)
    statement = f"""SELECT e.id, {score} AS score FROM search_searchentry e
        WHERE (e.title_tokens || e.alias_tokens) @@ %s::tsquery AND e.is_open"""  # noqa: S608  values are parameters
    return statement, [*score_params, whole]


def holding_any(
    groups: Sequence[tuple[str, ...]], weights: Sequence[float]
) -> tuple[str, list[Any]]:
    """Return the SQL of entries (id, score) that hold any group of tokens whole, and its
    parameters.

    Scored by the sum of the weights of the groups that they hold.
    """
    one = f"""(SELECT e.id, %s::float AS weight FROM search_searchentry e
        WHERE e.tokens @@ %s::tsquery AND e.is_open LIMIT {MOST_OF_A_TOKEN})"""  # noqa: S608  values are parameters
    statement = f"""SELECT e.id, h.score / (1 + length(e.tokens) / 2000.0) AS score
        FROM (SELECT id, SUM(weight) AS score FROM ({" UNION ALL ".join([one] * len(groups))}) w
        GROUP BY id) h JOIN search_searchentry e ON e.id = h.id WHERE e.is_open"""  # noqa: S608  values are parameters
    held = [_all_of(group) for group in groups]
    return statement, [part for pair in zip(weights, held, strict=True) for part in pair]


def frequencies(tokens: Collection[str]) -> dict[str, int]:
    """Return {token: in how many guides it stands}, as far as they were counted; "" stands for all
    guides.
    """
    with reading_connection().cursor() as cursor:
        cursor.execute(
            "SELECT token, guides FROM search_tokenfrequency WHERE token = ANY(%s)",
            [["", *tokens]],
        )
        return dict(cursor.fetchall())


def count_frequencies() -> None:
    """Count anew in how many guides each token stands, by a sample of them when they are many."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM search_searchentry WHERE is_open")
        (count,) = cursor.fetchone()
        share = min(1.0, SAMPLE / max(1, count))
        cursor.execute("DELETE FROM search_tokenfrequency")
        cursor.execute(
            "INSERT INTO search_tokenfrequency (token, guides)"
            " SELECT word, GREATEST(1, ROUND(ndoc / %s)) FROM ts_stat(%s)",
            [share, SAMPLED.format(share=100 * share)],
        )
        cursor.execute("INSERT INTO search_tokenfrequency (token, guides) VALUES ('', %s)", [count])


SAMPLED = (
    "SELECT tokens FROM search_searchentry TABLESAMPLE BERNOULLI ({share:.6f}) REPEATABLE (1)"
    " WHERE is_open"
)


def _all_of(tokens):
    # Tokens are letters and digits only, so that nothing in them needs escaping.
    return "(" + " & ".join(f"'{token}'" for token in tokens) + ")"


def _held(wordings):
    """Return the SQL that counts tokens, unless the index has answered exactly already."""
    if all(wording.least == len(wording.tokens) for wording in wordings):
        return "", []
    held = HELD.format(column="e.tokens")
    parts = [
        " AND ".join(f"{held} >= {least}" for _tokens, least in wording.demands)
        for wording in wordings
    ]
    params = [list(tokens) for wording in wordings for tokens, _least in wording.demands]
    return f" AND ({' OR '.join(parts)})", params


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


def write_tokens(rows: Sequence[tuple[int, IndexDocument]]) -> None:
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
