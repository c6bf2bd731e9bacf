"""Wagtail's search backend of the admin: finds in the same database and in the same transaction.

What is found is looked up inside the given queryset, so that nothing outside of it is ever a hit,
whatever limits it: departments, types, a folder. Of more than `MOST_FOUND` hits the rest is not
looked at: no ranking, count or facet grows with the number of pages.
"""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db.models import Count
from modelsearch.backends.base import (
    BaseIndex,
    BaseSearchBackend,
    BaseSearchQueryCompiler,
    FilterFieldError,
    SearchFieldError,
)

from core.wagtail_changes.search_results import Results
from search.admin import entries
from search.admin.rebuilding import Rebuilder
from search.admin.scope import SearchedRows
from search.admin.wanted import EVERYTHING, NOTHING, wanted
from search.admin.zones import zones_of

MOST_FOUND = 1_000


class AdminQuery(BaseSearchQueryCompiler):
    """A question to the admin's index: a query inside a queryset."""

    DEFAULT_OPERATOR = "and"
    HANDLES_ORDER_BY_EXPRESSIONS = True
    by_start = False

    def check(self) -> None:
        """Raise SearchFieldError for unknown `fields`; the database filters and sorts by any."""
        for name in set(self.fields or ()) - set(zones_of(self.queryset.model)):
            raise SearchFieldError(f"{name} is no searched field", field_name=name)

    @cached_property
    def found(self) -> list[tuple[Any, float]]:
        """Pairs (key, score), best first; the answer is kept for count, page and facets."""
        tokens = wanted(self.query, by_start=self.by_start)
        if tokens == NOTHING:
            return []
        if tokens == EVERYTHING:
            return [(key, 0.0) for key in self._ordered().values_list("pk", flat=True)[:MOST_FOUND]]
        return self._held(tokens)

    @property
    def keys(self) -> list[Any]:
        """The keys of all that was found, in the order in which they are shown."""
        return [key for key, _score in self.found]

    def page(self, start: int | None, stop: int | None) -> list[Any]:
        """Return the found objects of a slice, in order."""
        if self.order_by_relevance:
            keys = self.keys[start:stop]
            objects = {one.pk: one for one in self.queryset.order_by().filter(pk__in=keys)}
            return [objects[key] for key in keys if key in objects]
        return list(self._ordered().filter(pk__in=self.keys)[start:stop])

    def _ordered(self):
        """Return the queryset in an order of its own, so that no page of it repeats another's."""
        return self.queryset if self.queryset.ordered else self.queryset.order_by("-pk")

    def _held(self, tokens):
        model = self.queryset.model
        where = entries.content_type_of(model), tokens, self._zones(), SearchedRows(self.queryset)
        try:
            held = entries.vendor().find(*where, MOST_FOUND)
        except EmptyResultSet:
            return []
        held = [(key, float(score)) for key, score in held]
        return sorted(held, key=lambda one: (one[1], one[0]), reverse=True)

    def _zones(self):
        """Return the zones of `fields`; none when all are searched."""
        zones = zones_of(self.queryset.model)
        return "".join(sorted({zones[name] for name in self.fields or ()}))


class AdminStartQuery(AdminQuery):
    """The same while somebody types: the last word may be the start of one."""

    by_start = True


class AdminResults(Results):
    """What was found, sliced and counted like a queryset."""

    supports_facet = True

    def found_objects(self) -> list[Any]:
        return self.query_compiler.page(self.start, self.stop)

    def found_count(self) -> int:
        return len(self.query_compiler.keys[self.start : self.stop])

    def scores(self) -> dict[Any, Any]:
        return dict(self.query_compiler.found)

    def facet(self, field_name: str) -> dict[Any, int]:
        """Return {value: how many of the found have it}, most frequent first."""
        if not self.is_filter_field(field_name):
            raise FilterFieldError(f"{field_name} is no filter field", field_name=field_name)
        found = self.query_compiler.queryset.model._base_manager.filter(
            pk__in=self.query_compiler.keys
        )
        counted = found.values_list(field_name).annotate(count=Count("pk"))
        return dict(counted.order_by("-count", field_name))


class AdminIndex(BaseIndex):
    """The entries of all models."""

    def add_items(self, model: Any, items: Iterable[Any]) -> None:
        """Write the entries of some objects; nothing is written where no text changed."""
        entries.write(model, items)

    def delete_item(self, item: Any) -> None:
        """Take an object's entry away."""
        entries.of_model(type(item)).filter(object_id=item.pk).delete()

    def reset(self) -> None:
        """Empty the index."""
        entries.AdminEntry.objects.all().delete()


class SearchBackend(BaseSearchBackend):
    """The admin's search; an error of it is an error of the save that wrote the entry."""

    query_compiler_class = AdminQuery
    autocomplete_query_compiler_class = AdminStartQuery
    index_class = AdminIndex
    results_class = AdminResults
    rebuilder_class = Rebuilder
    catch_indexing_errors = False
