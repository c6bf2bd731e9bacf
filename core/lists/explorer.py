"""The page explorer: quick at a million pages, and silent about other departments' people."""

from copy import copy
from typing import Any

from django.db.models import Func, QuerySet
from django.utils.functional import cached_property
from wagtail.admin.ui.tables import BaseColumn
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.views.pages.history import PageHistoryFilterSet, PageHistoryView
from wagtail.admin.views.pages.listing import ExplorableIndexView, GenericPageFilterSet
from wagtail.admin.views.pages.search import SearchView
from wagtail.admin.viewsets.pages import PageViewSet

from core.access.permission_policy import READING
from core.editing.draft_views import DraftPreviewView, DraftRevertView, MergingView
from core.lists import rows
from core.lists.paging import CappedPaginator
from core.lists.standing import attach_standings
from core.wagtail_changes.draft_at_hand import DraftAtHand

BY_CHANGE = "latest_revision_created_at"


class ParentPath(Func):
    """The path of a page's parent, written as the index `page_children_by_change` has it."""

    template = "SUBSTR(%(expressions)s, 1, LENGTH(%(expressions)s) - 4)"


class PageFilterSet(GenericPageFilterSet):
    """Filters without those that read every page or log row to name everybody who ever edited."""

    owner = None
    edited_by = None
    site = None
    has_child_pages = None


class ExplorerView(ExplorableIndexView):
    """Children of a page that one may read; filtered, what lies below it."""

    # Without the parent: all rows have the one above the list, or tell theirs below the title.
    base_columns = [rows.TITLE, rows.CHANGED, rows.KIND, rows.STANDING]
    base_filterset_class = PageFilterSet
    paginator_class = CappedPaginator
    # Each row costs two milliseconds to draw.
    paginate_by = 20
    show_export_buttons = False

    @cached_property
    def explorable_columns(self) -> list[BaseColumn]:
        """The columns; what is filtered may be a million rows, and sorts by change only."""
        columns = [*self.columns, rows.CHILDREN]
        return [_unsorted(one) for one in columns] if self._sorts_by_change_only else columns

    @cached_property
    def _sorts_by_change_only(self):
        return self.is_filtering and not self.is_searching

    def get_valid_orderings(self) -> list[str]:
        # `ord` is the mode of dragging rows: all children on one screen, which nobody may move.
        keys = [key for key in super().get_valid_orderings() if key.strip("-") != "ord"]
        if self._sorts_by_change_only:
            return [key for key in keys if key.strip("-") == BY_CHANGE]
        return keys

    def get_ordering(self) -> Any:
        ordering = super().get_ordering()
        known = ordering in self.get_valid_orderings()
        return ordering if known or not self._sorts_by_change_only else f"-{BY_CHANGE}"

    def get_base_queryset(self) -> Any:
        pages = self.model._default_manager
        if not (self.is_searching or self.is_filtering):
            pages = pages.alias(parent_path=ParentPath("path"))
            pages = pages.filter(parent_path=self.parent_page.path)
        elif not self.is_searching_whole_tree:
            pages = pages.descendant_of(self.parent_page)
        return self.annotate_queryset(self._readable(pages.all()))

    def annotate_queryset(self, pages: Any) -> Any:
        """Leave out what no row shows: review, schedule, the fields of each page's class."""
        return pages.annotate_site_root_state()

    @cached_property
    def _reads_all_below(self):
        return bool(
            READING & self.permission_policy.actions_on(self.request.user, self.parent_page)
        )

    def _readable(self, pages):
        if self._reads_all_below and not self.is_searching_whole_tree:
            return pages
        return pages & self.permission_policy.explorable_instances(self.request.user)

    def get_paginator(self, queryset: Any, per_page: int, **kwargs: Any) -> CappedPaginator:
        paginator = super().get_paginator(queryset, per_page, **kwargs)
        if self._reads_all_below and not (self.is_searching or self.is_filtering):
            paginator.found = self.parent_page.numchild
        return paginator

    def order_queryset(self, queryset: Any) -> Any:
        ordered = super().order_queryset(queryset)
        # Departments have no date, and rows that tie would come and go between two pages.
        return ordered if self.is_searching else ordered.order_by(*ordered.query.order_by, "pk")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        if not self.is_export:  # of all rows; the table has no column for it
            attach_standings(context["object_list"])
        return context


def _unsorted(column):
    if not getattr(column, "sort_key", None) or column.sort_key == BY_CHANGE:
        return column
    unsorted = copy(column)
    unsorted.sort_key = None
    return unsorted


class PageSearchView(SearchView):
    """Search among the pages that one may read."""

    columns = [
        rows.TITLE,
        rows.PARENT,
        rows.CHANGED,
        rows.KIND,
        rows.STANDING,
        rows.CHILDREN,
    ]
    paginator_class = CappedPaginator

    def get_queryset(self) -> Any:
        pages = super().get_queryset()
        if not (self.selected_content_type or self.ordering):
            # The types were counted over the same pages: they need not be found twice.
            pages.query_compiler.found = self.all_pages.query_compiler.found
        return pages


class DraftHistoryFilterSet(PageHistoryFilterSet):
    """Filters of a history: pages are not commented on."""

    is_commenting_action = None


class DraftHistoryView(PageHistoryView):
    """The history of a page, without the contents of the revisions that it names."""

    filterset_class = DraftHistoryFilterSet

    @cached_property
    def columns(self) -> list[BaseColumn]:
        action, _user, _moment = super().columns
        done = rows.DoneColumn(
            action.name,
            label=action.label,
            object=action.object,
            url_names=action.url_names,
            user_can_unschedule=action.user_can_unschedule,
        )
        return [done, rows.AUTHOR, rows.HAPPENED]

    def get_base_queryset(self) -> QuerySet[Any]:
        return super().get_base_queryset().defer("revision__content")


class DraftEditView(DraftAtHand, MergingView, EditView):
    """The editor."""


class DepartmentPageViewSet(PageViewSet):
    """The views of every page class; a room may register another for its own class."""

    edit_view_class = DraftEditView
    preview_on_edit_view_class = DraftPreviewView
    revisions_revert_view_class = DraftRevertView
    index_view_class = ExplorerView
    history_view_class = DraftHistoryView
    search_view_class = PageSearchView
    filterset_class = PageFilterSet
