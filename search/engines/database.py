"""The database as an engine: alone on SQLite, and behind Elasticsearch when that is down.

Two statements answer a search: the page of hits, and all facet counts. How tokens are matched is
the vendor's part (`sqlite.py`, `postgresql.py`). More than `CANDIDATES` matches are not looked at:
totals are capped far below, and facet counts are those of that many guides.
"""

import json
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction

from search.engines import postgresql, sqlite
from search.facets import Facet
from search.folding import fold
from search.models import EntryFacet, SearchEntry, SearchPhrase
from search.pinyin import initials_of, pinyin_of
from search.query import FASTEST, UPDATED

CANDIDATES = 10_000
VENDORS = {"sqlite": sqlite, "postgresql": postgresql}
ORDERS = {
    UPDATED: "e.seq DESC",
    FASTEST: "e.promised_hours IS NULL, e.promised_hours, e.seq DESC",
}
BY_SCORE = "m.score DESC, e.seq DESC"
HAS = (
    "EXISTS (SELECT 1 FROM search_entryfacet f"
    " WHERE f.entry_id = e.id AND f.name = %s AND f.value IN ({places}))"
)


@dataclass
class Row:
    """One hit as an engine gives it."""

    code: str
    score: float
    payload: dict[str, Any]


@dataclass
class Found:
    """What an engine found: a page of rows, the total, and pairs (Facet, count)."""

    rows: list[Row]
    total: int
    counts: list[tuple[Facet, int]] = field(default_factory=list)


def name():
    """Return the engine's name, as answers say it."""
    return connection.vendor


def search(plan):
    """Return the Found of a Plan in two statements; one when nothing can be counted."""
    rows, total = _hits(plan)
    if not (total or plan.filters or plan.offset):
        return Found([], 0)
    counts, counted = _facets(plan)
    return Found(rows, total if rows else counted, counts)


def _hits(plan):
    matched, params = _matched(plan, plan.filters)
    order = ORDERS.get(plan.sort, BY_SCORE)
    statement = f"""WITH matched AS MATERIALIZED ({matched} LIMIT {CANDIDATES})
        SELECT e.code, m.score, e.payload, (SELECT COUNT(*) FROM matched)
        FROM matched m JOIN search_searchentry e ON e.id = m.id
        ORDER BY {order} LIMIT %s OFFSET %s"""  # noqa: S608  values are parameters
    found = _rows(statement, [*params, plan.limit, plan.offset])
    rows = [Row(code, float(score), json.loads(payload)) for code, score, payload, _ in found]
    return rows, found[0][3] if found else 0


def _facets(plan):
    """Return [(Facet, count)] and the total; a guide that fails one filter counts for that
    facet.
    """
    matched, params = _matched(plan, {})
    failed, failed_params = _failed(plan.filters)
    statement = f"""WITH matched AS MATERIALIZED ({matched} LIMIT {CANDIDATES}),
        judged AS MATERIALIZED (SELECT e.id, {failed} AS failed FROM matched e)
        SELECT f.name, f.value, f.label, f.label_en, COUNT(*)
        FROM judged j JOIN search_entryfacet f ON f.entry_id = j.id
        WHERE j.failed = '' OR j.failed = f.name
        GROUP BY f.name, f.value, f.label, f.label_en
        UNION ALL SELECT '', '', '', '', COUNT(*) FROM judged WHERE failed = ''"""  # noqa: S608  values are parameters
    counts, total = [], 0
    for name, value, label, label_en, count in _rows(statement, [*params, *failed_params]):
        if name:
            counts.append((Facet(name, value, label, label_en), count))
        else:
            total = count
    return counts, total


def _failed(filters):
    """Return the SQL of the names of the filters that an entry fails, one after the other."""
    parts, params = ["''"], []
    for name, values in filters.items():
        held, held_params = _has(name, values)
        parts.append(f"CASE WHEN {held} THEN '' ELSE '{name}' END")
        params += held_params
    return " || ".join(parts), params


def _has(name, values):
    return HAS.format(places=", ".join(["%s"] * len(values))), [name, *values]


def _matched(plan, filters):
    """Return the SQL of the open entries (id, score) that match, and its parameters."""
    if plan.wordings:
        statement, params = VENDORS[connection.vendor].matched(plan.wordings)
    else:
        statement, params = (
            "SELECT e.id, 0.0 AS score FROM search_searchentry e WHERE e.is_open",
            [],
        )
    for name, values in filters.items():
        held, held_params = _has(name, values)
        statement += f" AND {held}"
        params += held_params
    return statement if plan.wordings else f"{statement} ORDER BY e.seq DESC", params


def _rows(statement, params):
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return cursor.fetchall()


def write(document):
    """Write one IndexDocument, unless a newer one is there."""
    write_many([document])


@transaction.atomic
def write_many(documents):
    """Write IndexDocuments in one transaction; those older than what is there are left out."""
    by_code = {document.code: document for document in documents}
    fresh = [
        (entry, by_code[entry.code])
        for entry in _locked_entries(by_code)
        if entry.seq <= by_code[entry.code].seq
    ]
    for entry, document in fresh:
        entry.seq, entry.is_open = document.seq, document.is_open
        entry.promised_hours = document.promised_hours
        entry.payload = document.payload()
    entries = [entry for entry, _document in fresh]
    SearchEntry.objects.bulk_update(entries, ["seq", "is_open", "promised_hours", "payload"])
    EntryFacet.objects.filter(entry__in=entries).delete()
    SearchPhrase.objects.filter(entry__in=entries).delete()
    EntryFacet.objects.bulk_create([row for pair in fresh for row in _facet_rows(*pair)])
    SearchPhrase.objects.bulk_create([row for pair in fresh for row in _phrases(*pair)])
    VENDORS[connection.vendor].write_tokens([(entry.pk, document) for entry, document in fresh])


def _locked_entries(codes):
    """Return the entries of some codes, made where missing, locked until the transaction ends."""
    known = set(SearchEntry.objects.filter(code__in=codes).values_list("code", flat=True))
    new = [SearchEntry(code=code, seq=-1, is_open=False, payload="{}") for code in codes]
    SearchEntry.objects.bulk_create(
        [entry for entry in new if entry.code not in known], ignore_conflicts=True
    )
    return list(
        SearchEntry.objects.select_for_update()
        .filter(code__in=codes)
        .only("code", "seq")
        .order_by("pk")
    )


def _facet_rows(entry, document):
    for one in document.facets:
        yield EntryFacet(
            entry=entry,
            name=one.name,
            value=one.value[:100],
            label=one.label[:200],
            label_en=one.label_en[:200],
        )


def _phrases(entry, document):
    texts = document.texts
    names = [(text, False) for text in texts.get("title", ())[1:]]
    names += [(text, True) for text in texts.get("aliases", ())]
    for text, is_alias in names:
        yield SearchPhrase(
            entry=entry,
            text=text[:255],
            folded=fold(text)[:255],
            pinyin=pinyin_of(text),
            initials=initials_of(text),
            is_alias=is_alias,
        )
