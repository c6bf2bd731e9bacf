"""What a query must find, worked out in Python from the definition alone, guide by guide."""

from collections import Counter

from search.bigrams import query_tokens
from search.facets import NAMES
from search.matching import needed, needed_of_name
from search.plan import plan_of


class Oracle:
    """All index documents in memory; answers as `search.matching` and `search.facets` define."""

    def __init__(self, documents):
        self.documents = [
            (
                document,
                {*document.tokens()["text"], *document.characters()},
                {name: {f.value for f in document.facets if f.name == name} for name in NAMES},
            )
            for document in documents
            if document.is_open
        ]

    def answer(self, query):
        """Return the set of codes and {facet: {value: count}} of a SearchQuery."""
        plan = plan_of(query)
        matched = [
            (document.code, facets)
            for document, tokens, facets in self.documents
            if not plan.wordings or any(_holds(tokens, one) for one in plan.wordings)
        ]
        hits = {code for code, facets in matched if _passes(facets, plan.filters)}
        counts = {name: self._count(name, matched, plan.filters) for name in NAMES}
        return hits, {name: values for name, values in counts.items() if values}

    def _count(self, name, matched, filters):
        others = {other: values for other, values in filters.items() if other != name}
        counted = Counter(
            value for _code, facets in matched if _passes(facets, others) for value in facets[name]
        )
        return dict(counted) | {value: counted[value] for value in filters.get(name, ())}


def _holds(tokens, wording):
    name = query_tokens(wording.official)
    demands = [(wording.tokens, needed(len(wording.tokens))), (name, needed_of_name(len(name)))]
    return all(sum(token in tokens for token in held) >= least for held, least in demands)


def _passes(facets, filters):
    return all(facets[name] & set(values) for name, values in filters.items())
