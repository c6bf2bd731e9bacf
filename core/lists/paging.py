"""Paging of long lists: rows are counted up to a limit, beyond which one narrows the list down."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.paginator import WagtailPaginator

MOST_COUNTED = 5_000
"""As many rows as a folder holds: its list is counted to the end."""


def counted(rows: Any, most: int | None = None) -> int:
    """Return how many rows there are, `most` + 1 when there are more; search results count
    alone.
    """
    most = most or MOST_COUNTED
    if not isinstance(rows, QuerySet) or rows.query.is_sliced:
        return rows.count()
    return rows.order_by().values("pk")[: most + 1].count()


def key_of(request: HttpRequest, name: str = "after") -> int:
    """Return the key behind which a list goes on; 0 for what spells none."""
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else 0


class CappedPaginator(WagtailPaginator):
    """Pages of a list whose rows beyond MOST_COUNTED are neither counted nor reached."""

    @cached_property
    def found(self) -> int:
        """How many rows there are, one more than the limit when there are more."""
        rows = self.object_list
        return len(rows) if isinstance(rows, list) else counted(rows)

    @cached_property
    def is_capped(self) -> bool:
        """Whether there are more rows than are counted."""
        return self.found > MOST_COUNTED

    @cached_property
    def count(self) -> int:
        return min(self.found, MOST_COUNTED)

    @cached_property
    def items_count_label(self) -> str:
        if not self.is_capped:
            return super().items_count_label
        return _("The first %(count)s are listed. Search or filter to see others.") % {
            "count": f"{MOST_COUNTED:,}"
        }


class UncountedPage:
    """A page of a list that is not counted: its rows, and whether others come before and after.

    Rows beyond MOST_COUNTED are not reached; `has_more` says that there are some.
    """

    def __init__(self, rows: Any, wanted: str, size: int) -> None:
        last = max(MOST_COUNTED // size, 1)
        is_number = wanted.isascii() and wanted.isdigit() and len(wanted) < 9
        self.number = min(max(int(wanted), 1), last) if is_number else 1
        start = size * (self.number - 1)
        found = list(rows[start : start + size + 1])
        self.rows = found[:size]
        is_followed = len(found) > size
        self.next = self.number + 1 if is_followed and self.number < last else None
        self.previous = self.number - 1 if self.number > 1 else None
        self.has_more = is_followed and self.number == last
