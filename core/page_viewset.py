"""The page explorer: quick at a million pages, and silent about other departments' people."""

from wagtail.admin.views.pages.listing import (
    ExplorableIndexView,
    GenericPageFilterSet,
    PageListingMixin,
)
from wagtail.admin.views.pages.search import SearchView
from wagtail.admin.views.pages.usage import ContentTypeUseView
from wagtail.admin.viewsets.pages import PageViewSet


def _without_checkboxes(columns):
    """Bulk actions are closed, so there is nothing to tick."""
    return [column for column in columns if column.name != "bulk_actions"]


class PageFilterSet(GenericPageFilterSet):
    """Filters without those that read every page or log row to name everybody who ever edited."""

    owner = None
    edited_by = None
    site = None
    has_child_pages = None


class ExplorerView(ExplorableIndexView):
    """Children of a page that one may read."""

    base_columns = _without_checkboxes(PageListingMixin.base_columns)
    base_filterset_class = PageFilterSet


class PageSearchView(SearchView):
    """Search among the pages that one may read."""

    columns = _without_checkboxes(SearchView.columns)


class PagesOfTypeView(ContentTypeUseView):
    """All pages of one type that one may read."""

    base_columns = _without_checkboxes(ContentTypeUseView.base_columns)
    base_filterset_class = PageFilterSet


class DepartmentPageViewSet(PageViewSet):
    """The views of every page class; a room may register another for its own class."""

    index_view_class = ExplorerView
    search_view_class = PageSearchView
    content_type_use_view_class = PagesOfTypeView
    filterset_class = PageFilterSet
