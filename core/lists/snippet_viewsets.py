"""Snippets in the admin: lists, choosers and forms that keep to what a person may read."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import BaseColumn, BulkActionsCheckboxColumn
from wagtail.permissions import policy_registry
from wagtail.snippets.views.snippets import EditView, IndexView, SnippetViewSet

from core.access.admin_addresses import open_to_readers
from core.access.chosen import ScopedModelForm
from core.access.permission_policy import READING
from core.editing.seen_form import saved_in_turn
from core.lists.choosers import ScopedChooserViewSet
from core.lists.paging import CappedPaginator
from core.lists.plain_words import PlainInspectView, flag_column
from core.lists.usage import RowsUsageView


class ScopedIndexView(IndexView):
    """A list of snippets: counted up to a limit, sorted by what the database has in order."""

    paginator_class = CappedPaginator
    sortable = None
    when_empty: str | Promise = ""
    """What holds while the list is empty."""

    def get_valid_orderings(self) -> list[str]:
        keys = super().get_valid_orderings()
        return keys if self.sortable is None else [k for k in keys if k.strip("-") in self.sortable]

    @cached_property
    def columns(self) -> list[BaseColumn]:
        # Many rows are never changed at once: `wagtail_bulk_action` is closed.
        columns = [one for one in super().columns if not isinstance(one, BulkActionsCheckboxColumn)]
        columns = [flag_column(self.model, column) for column in columns]
        for column in columns:
            if self.sortable is not None and getattr(column, "sort_key", None) not in self.sortable:
                column.sort_key = None
        return columns


class InTurnEditView(EditView):
    """The form of a row: of two people who save at the same moment, the second one is told."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return saved_in_turn(super().dispatch)(request, *args, **kwargs)


class ScopedSnippetViewSet(SnippetViewSet):
    """Base of every room's snippets: lists and choosers hold what the person may read."""

    index_view_class = ScopedIndexView
    edit_view_class = InTurnEditView
    index_results_template_name = "core/lists/index_results.html"
    when_empty: str | Promise = ""
    """What holds while the list is empty: rows that replace a default are none at first."""
    inspect_view_class = PlainInspectView
    # What only programs read.
    inspect_view_fields_exclude: tuple[str, ...] = (
        "folded",
        "key",
        "has_unpublished_changes",
        "live",
    )
    usage_view_class = RowsUsageView
    chooser_viewset_class = ScopedChooserViewSet
    search_backend_name = None
    list_per_page = 20
    list_select_related: tuple[str, ...] = ()
    copy_view_enabled = False
    reading_views = ("history", "history_results", "inspect")
    """Stock views that ask for `change`, and only show: who may view the model may open them."""

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """Return the attributes of the list, with what holds while it is empty."""
        return super().get_index_view_kwargs(when_empty=self.when_empty, **kwargs)

    def on_register(self) -> None:
        super().on_register()
        views = [
            name for name in self.reading_views if name != "inspect" or self.inspect_view_enabled
        ]
        open_to_readers(*(self.get_url_name(name) for name in views))

    @property
    def breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the first crumb, worded for each reader: Wagtail words it once, at start-up."""
        return [{"url": reverse_lazy("wagtailadmin_home"), "label": gettext_lazy("Home")}]

    def get_edit_handler(self) -> Any:
        """Return the panels, whose form accepts only what the person may choose."""
        handler = super().get_edit_handler()
        handler.base_form_class = handler.base_form_class or ScopedModelForm
        return handler

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Return the rows of the list, of its filters and its export."""
        policy = policy_registry.get_by_type(self.model)
        rows = policy.instances_user_has_any_permission_for(request.user, READING)
        return rows.select_related(*self.list_select_related) if self.list_select_related else rows
