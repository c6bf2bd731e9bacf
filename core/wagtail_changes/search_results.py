"""The results of a search backend of ours, by public names.

What: `_do_search`, `_do_count`, `_score_field` of `BaseSearchResults` and `_get_filterable_field`
of its compiler, which every backend fills in, though they are named as private. Why: the admin's
search is one of the house (ADR 0014). Saves: nothing by itself. When it can go: with that backend.
"""

from typing import Any

from modelsearch.backends.base import BaseSearchResults

TOUCHED = (
    "modelsearch.backends.base.BaseSearchQueryCompiler._get_filterable_field",
    "modelsearch.backends.base.BaseSearchResults",
)


class Results(BaseSearchResults):
    """Base of results: a backend gives `found_objects`, `found_count` and `scores`."""

    def found_objects(self) -> list[Any]:
        """Return the objects of the slice, in order."""
        raise NotImplementedError

    def found_count(self) -> int:
        """Return how many objects the slice holds."""
        raise NotImplementedError

    def scores(self) -> dict[Any, Any]:
        """Return {primary key: score}."""
        raise NotImplementedError

    def is_filter_field(self, name: str) -> bool:
        """Return whether the model may be filtered by a field."""
        return self.query_compiler._get_filterable_field(name) is not None

    def _do_search(self):
        found = self.found_objects()
        if self._score_field:
            scores = self.scores()
            for one in found:
                setattr(one, self._score_field, scores[one.pk])
        return found

    def _do_count(self):
        return self.found_count()
