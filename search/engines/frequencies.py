"""In how many guides tokens stand, as the database's index counts them; kept for some minutes.

Elasticsearch has frequencies of its own, but by these a rare word of a query gets its weight in
every engine alike.
"""

from collections.abc import Collection
from dataclasses import dataclass
from math import log
from time import monotonic

from django.db import connection

from search.engines import postgresql, sqlite

VENDORS = {"sqlite": sqlite, "postgresql": postgresql}
ALL_GUIDES = ""
"""Among the frequencies of tokens, the number of all guides."""

KEPT_SECONDS, MOST_KEPT = 300, 50_000


@dataclass(frozen=True)
class Frequencies:
    """In how many of all guides tokens stand (文档频率)."""

    guides: int
    of_tokens: dict[str, int]

    def weight(self, token: str) -> float:
        """Return BM25's inverse document frequency of a token: above zero."""
        held = self.of_tokens.get(token, 0)
        return log(1 + (max(self.guides, held) - held + 0.5) / (held + 0.5))


class _Kept:
    """What one process knows of frequencies, all thrown away together."""

    def __init__(self):
        self.found, self.until = {}, 0.0

    def of(self, tokens: Collection[str]) -> dict[str, int]:
        if monotonic() > self.until or len(self.found) > MOST_KEPT:
            self.found, self.until = {}, monotonic() + KEPT_SECONDS
        found = self.found
        if unknown := [token for token in (ALL_GUIDES, *tokens) if token not in found]:
            counted = VENDORS[connection.vendor].frequencies(unknown)
            found.update({token: counted.get(token, 0) for token in unknown})
        return {token: found[token] for token in (ALL_GUIDES, *tokens)}


_kept = _Kept()


def frequencies_of(tokens: Collection[str]) -> Frequencies:
    """Return the Frequencies of some tokens; one query for those not asked for lately."""
    counted = _kept.of(tokens) if tokens else {ALL_GUIDES: 0}
    return Frequencies(counted.pop(ALL_GUIDES), counted)


def forget() -> None:
    """Count every token anew, as after a rebuild."""
    _kept.until = 0.0


def count_anew() -> None:
    """Count in how many guides each token stands; SQLite's index does so by itself."""
    VENDORS[connection.vendor].count_frequencies()
    forget()
