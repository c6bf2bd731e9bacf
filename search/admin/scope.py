"""Where a question looks: the rows of the queryset that it was given, and no others."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.db.models.expressions import RawSQL


@dataclass(frozen=True)
class SearchedRows:
    """A queryset as a part of the engines' SQL; EmptyResultSet when it holds nothing by itself."""

    queryset: QuerySet

    def row_of_entry(self) -> tuple[str, Any]:
        """Return SQL and parameters of the row that the entry of this key (`entry`) stands for."""
        here = self.queryset.order_by().filter(pk=RawSQL("entry.object_id", ()))
        return here.values("pk").query.sql_with_params()

    def keys(self) -> tuple[str, Any]:
        """Return SQL and parameters of the keys (`pk`) of all its rows."""
        return self.queryset.order_by().values("pk").query.sql_with_params()
