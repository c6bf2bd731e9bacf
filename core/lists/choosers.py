"""Choosers of snippets that offer only what a person may read; the stock ones offer everything."""

from typing import Any

from django.db.models import QuerySet
from wagtail.permissions import policy_registry
from wagtail.snippets.views.chooser import (
    ChooseResultsView,
    ChooseView,
    SnippetChooserViewSet,
)

from core.access.permission_policy import READING
from core.lists.paging import CappedPaginator


class _Readable:
    """Limits the offered rows by the model's policy, and their count."""

    paginator_class = CappedPaginator

    def get_object_list(self) -> QuerySet[Any]:
        policy = policy_registry.get_by_type(self.model_class)
        return policy.instances_user_has_any_permission_for(self.request.user, READING)


class ScopedChooseView(_Readable, ChooseView):
    """The dialogue."""


class ScopedChooseResultsView(_Readable, ChooseResultsView):
    """Its list, paged and searched."""


class ScopedChooserViewSet(SnippetChooserViewSet):
    """A chooser of snippets within one's departments; the gate checks what was chosen."""

    choose_view_class = ScopedChooseView
    choose_results_view_class = ScopedChooseResultsView
