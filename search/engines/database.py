"""The database as an engine: alone on SQLite, and behind Elasticsearch when that is down.

Two statements answer a search: the page of hits, and all facet counts. How tokens are matched is
the vendor's part (`sqlite.py`, `postgresql.py`). More than `CANDIDATES` matches are not looked at:
totals are capped far below, and facet counts are those of that many guides.
"""

import json
import math
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction

from core.running.replica import reading_connection
from search.engines.frequencies import VENDORS, Frequencies, frequencies_of
from search.facets import Facet
from search.folding import fold
from search.index_document import IndexDocument
from search.models import EntryFacet, SearchEntry, SearchPhrase
from search.pinyin import initials_of, pinyin_of
from search.plan import Plan
from search.query import FASTEST, UPDATED
from search.scoring import scores
from search.weights import LEAST_OF_THE_BEST, RELATED_CHARACTERS, RELATED_WINDOW, WINDOW

CANDIDATES = 10_000
WRITTEN = ("seq", "is_open", "promised_hours", "payload", "searched", "fingerprint")
ORDERS = {
    UPDATED: "e.seq DESC",
    FASTEST: "e.promised_hours IS NULL, e.promised_hours, e.seq DESC",
}
NEWEST = "e.seq DESC"
EXACT = 1_000_000.0
"""Above every score: a name that is the query itself is always among the candidates."""

MOST_POSTINGS = 40_000
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


def name() -> str:
    """Return the engine's name, as answers say it."""
    return connection.vendor


def search(plan: Plan) -> Found:
    """Return the Found of a Plan in three statements at most; those who come first are ordered in
    Python by `search.scoring`.
    """
    rows, total = _hits(plan)
    if not plan.facets or not (total or plan.filters):
        return Found(rows, total)
    counts, counted = _facets(plan)
    return Found(rows, total if rows else counted, counts)


def related(plan: Plan) -> list[Row]:
    """Return the Rows of guides that are no hits and share a telling word with a Plan, or so many
    characters that they score nearly as the best of those; best first.
    """
    if not plan.telling:
        return []
    known = frequencies_of(plan.weighed)  # all at once, so that the order asks no more
    words = rarest([group[0] for group in plan.telling if len(group) == 1], known)
    telling = [(word,) for word in words] + [group for group in plan.telling if len(group) > 1]
    characters = [(one,) for one in rarest(plan.characters, known)]
    groups = telling + characters
    weights = [sum(known.weight(token) for token in group) for group in telling]
    weights += [RELATED_CHARACTERS * known.weight(one) for (one,) in characters]
    vendor = VENDORS[connection.vendor]
    statement, params = vendor.holding_any(groups, weights)
    narrowed, more = _narrowed(plan.filters)
    hits, hit_params = vendor.matched(plan.wordings)
    left_out = f" AND e.id NOT IN (SELECT id FROM ({hits}) hit)"  # noqa: S608
    found = _rows(
        f"""SELECT c.id, c.score, e.searched, {_shown("COUNT(*) OVER ()", plan)}
        FROM ({statement}{narrowed}{left_out}) c
        JOIN search_searchentry e ON e.id = c.id ORDER BY c.score DESC LIMIT {RELATED_WINDOW}""",  # noqa: S608  values are parameters
        [*params, *more, *hit_params],
    )
    best = _near(_ordered(plan.wordings, [row[:3] for row in found]), telling, found)
    return _with_payloads(best[plan.offset : plan.offset + plan.limit], found)


def _near(best, telling, found):
    """Return [(id, score)] without guides that hold no telling word, but for those that score
    nearly as the best that does.
    """
    holding = {
        row[0] for row in found if any(all(token in row[2] for token in group) for group in telling)
    }
    least = LEAST_OF_THE_BEST * next((score for pk, score in best if pk in holding), math.inf)
    return [(pk, score) for pk, score in best if pk in holding or score >= least]


def _hits(plan):
    if plan.sort in ORDERS or not plan.wordings:
        return _hits_in_order(plan, ORDERS.get(plan.sort, NEWEST))
    matched, params = _candidates(plan, plan.filters)
    found = _rows(
        f"""WITH matched AS MATERIALIZED ({matched}),
        ranked AS (SELECT id, MAX(score) AS score FROM matched GROUP BY id)
        SELECT m.id, m.score, CASE WHEN {plan.offset} < {WINDOW} THEN e.searched ELSE '' END,
        {_shown("(SELECT COUNT(*) FROM ranked)", plan)}, (SELECT COUNT(*) FROM ranked)
        FROM ranked m JOIN search_searchentry e ON e.id = m.id
        ORDER BY m.score DESC, e.seq DESC LIMIT %s OFFSET %s""",  # noqa: S608  values are parameters
        [*params, *_stretch(plan)],
    )
    total = found[0][-1] if found else 0
    if plan.offset >= WINDOW:
        return _with_payloads([(pk, score) for pk, score, *_rest in found], found), total
    ordered = _ordered(plan.wordings, [row[:3] for row in found])
    return _with_payloads(ordered[plan.offset : plan.offset + plan.limit], found), total


def _shown(count, plan):
    """Return the SQL of what is shown of an entry, code and payload.

    Where one page holds all there are, they come along; of hundreds those of one page are read
    afterwards.
    """
    return f"e.code, CASE WHEN {count} <= {plan.limit} THEN e.payload ELSE '' END"


def _stretch(plan):
    """Return limit and offset: all that is ordered in Python, or a stretch beyond it."""
    return (plan.limit, plan.offset) if plan.offset >= WINDOW else (WINDOW, 0)


def _hits_in_order(plan, order):
    """Return the page of hits in an order of their own, and how many there are."""
    matched, params = _matched(plan, plan.filters)
    statement = f"""WITH matched AS MATERIALIZED ({matched} LIMIT {CANDIDATES})
        SELECT e.code, m.score, e.payload, (SELECT COUNT(*) FROM matched)
        FROM matched m JOIN search_searchentry e ON e.id = m.id
        ORDER BY {order} LIMIT %s OFFSET %s"""  # noqa: S608  values are parameters
    found = _rows(statement, [*params, plan.limit, plan.offset])
    rows = [Row(code, float(score), json.loads(payload)) for code, score, payload, _ in found]
    return rows, found[0][3] if found else 0


def _candidates(plan, filters):
    """Return the SQL of the matches (id, score): by their names first, so that a limit loses no
    exact title, then by all their texts.
    """
    narrowed, more = _narrowed(filters)
    vendor = VENDORS[connection.vendor]
    named, name_params = vendor.named(plan.wordings)
    matched, params = vendor.matched(plan.wordings)
    phrases = list({"".join(wording.text.split()) for wording in plan.wordings})
    exact = f"""SELECT e.id, {EXACT} AS score FROM search_searchentry e WHERE e.is_open AND e.id IN
        (SELECT entry_id FROM search_searchphrase WHERE folded IN
        ({", ".join(["%s"] * len(phrases))})){narrowed}"""  # noqa: S608  values are parameters
    statement = f"""SELECT * FROM ({exact} LIMIT {CANDIDATES}) exact UNION ALL SELECT * FROM
        ({named}{narrowed} ORDER BY score DESC LIMIT {CANDIDATES}) named
        UNION ALL SELECT * FROM ({matched}{narrowed} LIMIT {CANDIDATES}) texts"""  # noqa: S608  values are parameters
    return statement, [*phrases, *more, *name_params, *more, *params, *more]


def _ordered(wordings, rows):
    """Return [(id, score)] of rows (id, score, texts), best first by `search.scoring`."""
    tokens = {token for wording in wordings for token in _scored_tokens(wording)}
    texts = [text for _pk, _score, text in rows]
    found = scores(wordings, texts, frequencies_of(tokens)) if rows else []
    pairs = [(row[0], score) for row, score in zip(rows, found, strict=True)]
    return sorted(pairs, key=lambda pair: -pair[1])


def _scored_tokens(wording):
    return {*wording.tokens, *wording.letters}


def _with_payloads(ordered, found):
    """Return the Rows of [(id, score)] in that order; `found` are (id, …, …, code, payload, …)."""
    shown = {row[0]: row[3:5] for row in found if row[4]}
    if missing := [pk for pk, _score in ordered if pk not in shown]:
        rows = SearchEntry.objects.filter(pk__in=missing)
        shown |= {pk: texts for pk, *texts in rows.values_list("pk", "code", "payload")}
    return [
        Row(shown[pk][0], float(score), json.loads(shown[pk][1]))
        for pk, score in ordered
        if pk in shown
    ]


def rows_of(codes: Collection[str]) -> list[Row]:
    """Return the Rows of open guides by their codes, in that order."""
    found = {one.code: one for one in SearchEntry.objects.filter(code__in=codes, is_open=True)}
    return [
        Row(code, 0.0, json.loads(found[code].payload))
        for code in dict.fromkeys(codes)
        if code in found
    ]


def rarest(tokens: Iterable[str], frequencies: Frequencies) -> list[str]:
    """Return the tokens that tell most, as many as some thousands of guides hold at most."""
    chosen, guides = [], 0
    for token in sorted(set(tokens), key=lambda one: frequencies.of_tokens.get(one, 0)):
        guides += frequencies.of_tokens.get(token, 0)
        if chosen and guides > MOST_POSTINGS:
            break
        chosen.append(token)
    return chosen


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


def _narrowed(filters):
    """Return the SQL that keeps the entries with these filters, and its parameters."""
    parts, params = [], []
    for name, values in filters.items():
        held, held_params = _has(name, values)
        parts.append(f" AND {held}")
        params += held_params
    return "".join(parts), params


def _matched(plan, filters):
    """Return the SQL of the open entries (id, score) that match, and its parameters."""
    narrowed, more = _narrowed(filters)
    if plan.wordings:
        statement, params = VENDORS[connection.vendor].matched(plan.wordings)
        return statement + narrowed, [*params, *more]
    every = "SELECT e.id, 0.0 AS score FROM search_searchentry e WHERE e.is_open"
    return f"{every}{narrowed} ORDER BY e.seq DESC", more


def _rows(statement, params):
    with reading_connection().cursor() as cursor:
        cursor.execute(statement, params)
        return cursor.fetchall()


def write(document: IndexDocument) -> None:
    """Write one IndexDocument, unless a newer one is there."""
    write_many([document])


@transaction.atomic
def write_many(documents: Iterable[IndexDocument]) -> None:
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
        entry.searched = document.searched()
        entry.fingerprint = document.fingerprint()
    entries = [entry for entry, _document in fresh]
    SearchEntry.objects.bulk_update(entries, [*WRITTEN])
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
