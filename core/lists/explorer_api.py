"""The side bar's page explorer: the stock API, asking once for all rows and not for each."""

from collections.abc import Iterable
from typing import Any

from wagtail.admin.api.serializers import (
    AdminPageSerializer,
    PageChildrenField,
    PageDescendantsField,
    PageStatusField,
    get_model_listing_url,
)
from wagtail.admin.api.views import PagesAdminAPIViewSet
from wagtail.api.v2.pagination import WagtailPagination
from wagtail.api.v2.serializers import PageParentField
from wagtail.models import Page

from core.lists.paging import MOST_COUNTED, counted
from core.lists.standing import attach_standings


class CappedPagination(WagtailPagination):
    """Pages of the API; rows beyond the limit are not counted."""

    def paginate_queryset(self, queryset: Any, request: Any, view: Any = None) -> list[Any]:
        found = min(counted(queryset), MOST_COUNTED)
        queryset.count = lambda: found
        return view.with_facts(super().paginate_queryset(queryset, request, view))


class ChildrenField(PageChildrenField):
    """How many children a page has, from the page itself."""

    def to_representation(self, page: Any) -> dict[str, Any]:
        url = get_model_listing_url(self.context, Page)
        return {"count": page.numchild, "listing_url": f"{url}?child_of={page.pk}"}


class DescendantsField(PageDescendantsField):
    """How many pages lie below one, up to the limit."""

    def to_representation(self, page: Any) -> dict[str, Any]:
        url = get_model_listing_url(self.context, Page)
        below = counted(self.context["base_queryset"].descendant_of(page))
        return {"count": below, "listing_url": f"{url}?descendant_of={page.pk}"}


class StandingField(PageStatusField):
    """草稿, 审核中, 已公布第 n 版; a page itself is never live."""

    def to_representation(self, page: Any) -> dict[str, Any]:
        words = " · ".join(one.word for one in getattr(page, "standings", ()))
        return {"status": words, "live": page.live, "has_unpublished_changes": False}


class ParentField(PageParentField):
    """The page above, when the person may explore it; known for all rows of a list."""

    def get_attribute(self, instance: Any) -> Any:
        if hasattr(instance, "known_parent"):
            return instance.known_parent
        return super().get_attribute(instance)


class OwnPageSerializer(AdminPageSerializer):
    """Rows of the explorer."""

    children = ChildrenField(read_only=True)
    descendants = DescendantsField(read_only=True)
    status = StandingField(read_only=True)
    parent = ParentField(read_only=True)


class ExplorerAPIViewSet(PagesAdminAPIViewSet):
    """The pages that a person may explore, for the side bar."""

    base_serializer_class = OwnPageSerializer
    pagination_class = CappedPagination

    def with_facts(self, pages: Iterable[Any]) -> list[Any]:
        """Return rows that know how they stand and what is above them; two to four queries."""
        pages = attach_standings(pages)
        above = {page.path[: -page.steplen] for page in pages}
        known = {page.path: page for page in self.get_base_queryset().filter(path__in=above)}
        for page in pages:
            page.known_parent = known.get(page.path[: -page.steplen])
        return pages
