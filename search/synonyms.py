"""Everyday words in a query and the official names they stand for: read anew for each query."""

from django.db.models import F, TextField, Value

from search.models import Synonym

MOST_NAMES = 6


def official_names_in(folded):
    """Return [(everyday word, official name)] for the words in a folded query; longest words first.

    One query. A word inside a longer one that is there too says nothing of its own.
    """
    asked = Synonym.objects.annotate(asked=Value(folded, output_field=TextField()))
    rows = list(asked.filter(is_active=True, asked__contains=F("folded")))
    rows.sort(key=lambda row: (-len(row.folded), row.folded))
    longest: list[Synonym] = []
    for row in rows:
        if not any(row.folded in longer.folded for longer in longest):
            longest.append(row)
    pairs = [(row.folded, name) for row in longest for name in row.official_names]
    return pairs[:MOST_NAMES]
