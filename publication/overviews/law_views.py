"""Guides that cite a law whose validity has changed: the list, and "checked, nothing to change"."""

from typing import Any

import django_filters
from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.base import BaseListingView

from core.access.scope import scope_of
from core.lists.paging import CappedPaginator
from core.models import Department
from publication.choices import LawTaskOutcome
from publication.models import LawTask
from publication.seeing_figures import can_see_quality, slugs_of


def tasks_of(user: Any) -> QuerySet[LawTask]:
    """Return the tasks of the departments that a person sees, the oldest first."""
    slugs = slugs_of(user)
    rows = LawTask.objects.select_related("change").order_by("pk")
    return rows if slugs is None else rows.filter(department_slug__in=slugs)


def can_settle(user: Any, task: LawTask) -> bool:
    """Return whether somebody compiles for the department of a task, or for all."""
    scope = scope_of(user)
    compiled_here = Department.objects.filter(pk__in=scope.compiles, slug=task.department_slug)
    return scope.everything or compiled_here.exists()


class TaskFilterSet(WagtailFilterSet):
    """Filters of the list: those that are open, those of one law, those of a department."""

    settled = django_filters.BooleanFilter(
        label=gettext_lazy("Settled"), field_name="settled_at", lookup_expr="isnull", exclude=True
    )
    law = django_filters.CharFilter(
        label=gettext_lazy("law or document"), field_name="change__title", lookup_expr="contains"
    )
    department_slug = django_filters.ChoiceFilter(
        label=gettext_lazy("Department"),
        choices=lambda: list(Department.objects.values_list("slug", "name")),
    )

    class Meta:
        model = LawTask
        fields = ["settled", "law", "department_slug"]


class GuideColumn(Column):
    """The guide's title, which leads to its editor or public page, and the articles it cites."""

    def get_value(self, instance: Any) -> SafeString:
        url = reverse("quality_open", args=[instance.code])
        return format_html('<a href="{}">{}</a> {}', url, instance.title, instance.articles)


class StandingColumn(Column):
    """How a task stands: settled how, or the way to settle it."""

    def get_value(self, instance: Any) -> str:
        if instance.settled_at:
            return " ".join(filter(None, [instance.get_outcome_display(), instance.reason]))
        url = reverse("quality_settle_law", args=[instance.pk])
        return format_html('<a href="{}">{}</a>', url, _("Checked, nothing to change"))


class LawTaskListView(BaseListingView):
    """The guides to be checked since a law changed, the oldest first."""

    model = LawTask
    page_title = gettext_lazy("Changed laws")
    header_icon = "doc-full"
    paginate_by = 20
    paginator_class = CappedPaginator
    filterset_class = TaskFilterSet
    default_ordering = ("pk",)
    index_url_name = "quality_laws"
    index_results_url_name = "quality_laws_results"
    verbose_name_plural = gettext_lazy("guides to be checked")
    columns = [
        GuideColumn("title", label=gettext_lazy("Guide"), width="34%"),
        Column("change.title", label=gettext_lazy("law or document")),
        Column("change.note", label=gettext_lazy("Change of the law")),
        Column("department_slug", label=gettext_lazy("Department")),
        Column("created_at", label=gettext_lazy("since")),
        StandingColumn("outcome", label=gettext_lazy("State")),
    ]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not can_see_quality(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_base_queryset(self) -> QuerySet[LawTask]:
        rows = tasks_of(self.request.user)
        # Without a wish of one's own, what is still to be done.
        return rows if "settled" in self.request.GET else rows.filter(settled_at=None)

    @cached_property
    def _names(self):
        return dict(Department.objects.values_list("slug", "name"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        for row in context["object_list"]:
            row.department_slug = self._names.get(row.department_slug, row.department_slug)
        return context


class SettleForm(forms.Form):
    """Why a guide stays as it is although a law that it cites has changed."""

    reason = forms.CharField(
        label=gettext_lazy("Why nothing has to be changed"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def settle_law(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep that a guide was checked and stays as it is, with the reason."""
    task = get_object_or_404(tasks_of(request.user), pk=pk)
    if not can_settle(request.user, task):
        raise PermissionDenied
    form = SettleForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and task.settled_at is None:
        task.settled_at, task.settled_by_id = timezone.now(), request.user.pk
        task.outcome, task.reason = LawTaskOutcome.CHECKED, form.cleaned_data["reason"]
        task.save()
        messages.success(request, _("“%(title)s” is checked.") % {"title": task.title})
        return redirect("quality_laws")
    return render(request, "publication/overviews/settle_law.html", {"task": task, "form": form})
