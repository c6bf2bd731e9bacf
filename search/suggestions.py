"""Suggestions while somebody types: names and everyday names, by their beginning or by pinyin."""

from dataclasses import dataclass

from django.db import connection
from django.db.models import Q

from core.requests.values import one_line
from search.folding import fold
from search.models import SearchPhrase

MOST_CHARACTERS = 40
CANDIDATES = 200
LAST_CHARACTER = chr(0x10FFFF)


@dataclass(frozen=True)
class Suggestion:
    """A suggestion (联想); with a `code` it leads to one guide, else to a search."""

    text: str
    code: str | None = None


def suggest(q: str, limit: int = 8) -> list[Suggestion]:
    """Return up to `limit` Suggestions in one query: as typed before pinyin, everyday names
    first.
    """
    typed = one_line(fold(q)).replace(" ", "")[:MOST_CHARACTERS]
    if not typed:
        return []
    found = SearchPhrase.objects.filter(_begins_with(typed)).values_list(
        "text", "folded", "is_alias", "entry__code"
    )[:CANDIDATES]
    guides: dict[str, set[str]] = {}
    ranks = {}
    for text, folded, is_alias, code in found:
        guides.setdefault(text, set()).add(code)
        ranks[text] = (not folded.startswith(typed), not is_alias, len(text), text)
    texts = sorted(guides, key=lambda text: ranks[text])[:limit]
    return [Suggestion(text, _only(guides[text])) for text in texts]


def _begins_with(typed):
    begins = _begins("folded", typed)
    if typed.isascii():
        begins |= _begins("pinyin", typed) | _begins("initials", typed)
    return begins


def _begins(name, typed):
    """Return the condition that a column begins with what was typed, in the form in which the
    vendor uses its index: SQLite reads every row for LIKE, PostgreSQL orders as its locale does.
    """
    if connection.vendor == "sqlite":
        return Q(**{f"{name}__gte": typed, f"{name}__lt": typed + LAST_CHARACTER})
    return Q(**{f"{name}__startswith": typed})


def _only(codes):
    return next(iter(codes)) if len(codes) == 1 else None
