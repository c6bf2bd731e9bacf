"""What uses a department, an item, an outline: asked in SQL, a screenful at a time.

The reference index of Wagtail has one row for each use, and its screen asks once for each: 12,510
queries for a department with 12,500 guides. Such models are left out of it
(`wagtail_reference_index_ignore`), and the room above says by `users_of` what uses them.
"""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.ui.tables import BaseColumn, Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.permissions import policy_registry
from wagtail.snippets.views.snippets import UsageView

from core.access.permission_policy import READING
from core.lists.paging import CappedPaginator
from core.registries import users_of


class RowsUsageView(UsageView):
    """The pages or items that use an object; what nobody answers for comes from the index."""

    paginator_class = CappedPaginator

    @cached_property
    def rows(self) -> QuerySet[Any] | None:
        """The QuerySet of what uses the object, as far as the person may read it, or None."""
        rows = users_of(self.object)
        if rows is None:
            return None
        policy = policy_registry.get_by_type(rows.model)
        return rows & policy.instances_user_has_any_permission_for(self.request.user, READING)

    def get_queryset(self) -> Any:
        return super().get_queryset() if self.rows is None else self.rows

    @cached_property
    def columns(self) -> list[BaseColumn]:
        """The columns: what it is, and of which kind."""
        if self.rows is None:
            return super().columns
        finder = AdminURLFinder(self.request.user)
        return [
            TitleColumn("name", label=_("Name"), accessor=str, get_url=finder.get_edit_url),
            Column("type", label=_("Type"), accessor=_type_of, width="25%"),
        ]

    def get_table(self, object_list: Any, **kwargs: Any) -> Any:
        if self.rows is None:
            return super().get_table(object_list, **kwargs)
        return super(generic.UsageView, self).get_table(object_list, **kwargs)


def _type_of(row):
    kind = getattr(row, "content_type_id", None)
    model = ContentType.objects.get_for_id(kind).model_class() if kind else type(row)
    return capfirst(model._meta.verbose_name) if model else ""
