"""The work queue: 待我审核, 我报送的, 已处理, as Wagtail listings."""

from collections.abc import Iterable
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, Table
from wagtail.admin.views.generic.base import BaseListingView

from core.access.scope import scope_of
from core.duties.working_days import add_working_days
from core.lists.paging import CappedPaginator, counted
from core.models import Department
from moderation.choices import ReviewStage
from moderation.models import Submission
from moderation.views.batch_groups import GroupedTable, put_heads
from moderation.views.bulk_form import BulkForm
from moderation.views.columns import (
    ChangesColumn,
    ChosenColumn,
    FindingsColumn,
    LeftColumn,
    NameColumn,
    SentColumn,
    StandingColumn,
)
from moderation.views.saved_views import FILTERS, views_of

MOST_IN_A_TAB = 999
SOON_DAYS = 3


def departments_of(request: HttpRequest) -> QuerySet[Department]:
    """Return the departments that this person may filter by."""
    scope = scope_of(request.user)
    departments = Department.objects.all()
    return (
        departments
        if scope.sees_all_departments
        else departments.filter(pk__in=scope.department_ids)
    )


class SubmissionFilterSet(WagtailFilterSet):
    """Filters of the queue: by department, new or revised."""

    department = django_filters.ModelChoiceFilter(
        label=_("Department"), queryset=departments_of, empty_label=_("All departments")
    )
    base_version = django_filters.ChoiceFilter(
        label=_("New or revised"),
        choices=[("new", _("New")), ("revised", _("Revised"))],
        method="filter_new",
        empty_label=_("All"),
    )

    stage = django_filters.ChoiceFilter(
        label=_("Stage"), choices=ReviewStage.choices, empty_label=_("All")
    )
    left = django_filters.ChoiceFilter(
        label=_("Days left"),
        choices=[("overdue", _("Overdue")), ("soon", _("Due within three working days"))],
        method="filter_left",
        empty_label=_("All"),
    )

    class Meta:
        model = Submission
        fields = ["department", "base_version", "stage", "left"]

    def filter_left(self, queryset: Any, name: str, value: str) -> Any:
        """Keep what is overdue, or what is due soon and not overdue yet."""
        if value == "overdue":
            return queryset.overdue()
        today = timezone.localdate()
        soon = add_working_days(today, SOON_DAYS).on
        return queryset.filter(
            tasks__ended_at=None, tasks__due_on__gte=today, tasks__due_on__lte=soon
        )

    def filter_new(self, queryset: Any, name: str, value: str) -> Any:
        """Keep first submissions, or those of guides that are filed already."""
        return (
            queryset.filter(base_version=0) if value == "new" else queryset.exclude(base_version=0)
        )


class QueueView(BaseListingView):
    """Base of the three lists; each tab shows its count."""

    model = Submission
    template_name = "moderation/queue.html"
    page_title = _("Review")
    header_icon = "tasks"
    paginate_by = 20
    paginator_class = CappedPaginator
    is_searchable = True
    filterset_class = SubmissionFilterSet
    # Keys follow the order of sending, and are what the indexes of the three lists are sorted by.
    default_ordering: str | None = "pk"
    verbose_name_plural = _("submissions")
    columns = [
        NameColumn("title", label=_("Name"), width="32%"),
        Column("department", label=_("Department")),
        ChangesColumn("changes", label=_("Changes")),
        SentColumn("submitted_at", label=_("Sent"), sort_key="pk"),
        StandingColumn("state", label=_("Standing")),
    ]
    tab: str

    @property
    def index_url_name(self) -> str:
        return f"moderation:{self.tab}"

    @property
    def index_results_url_name(self) -> str:
        return f"moderation:{self.tab}_results"

    @cached_property
    def lists(self) -> dict[str, Any]:
        """The three lists of this person, unsorted."""
        user, scope = self.request.user, scope_of(self.request.user)
        submissions = Submission.objects.without_texts()
        return {
            "queue": submissions.waiting_for(user, scope),
            "sent": submissions.filter(submitted_by=user),
            "done": submissions.handled_by(user, scope),
        }

    def get_base_queryset(self) -> Any:
        return self.lists[self.tab].select_related("department")

    def search_queryset(self, queryset: Any) -> Any:
        return queryset.named(self.search_query) if self.is_searching else queryset

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        labels = {"queue": _("Waiting for me"), "sent": _("Sent by me"), "done": _("Done")}
        tabs = [
            {
                "label": label,
                "url": reverse(f"moderation:{name}"),
                "count": _shown(counted(self.lists[name], MOST_IN_A_TAB)),
                "is_current": name == self.tab,
            }
            for name, label in labels.items()
        ]
        return super().get_context_data(tabs=tabs, **kwargs)


def _shown(count):
    return f"{MOST_IN_A_TAB}+" if count > MOST_IN_A_TAB else str(count)


class WaitingView(QueueView):
    """待我审核: what this person may decide now, the most overdue first."""

    tab = "queue"
    default_ordering = None  # the list comes in its own order: by the last day
    typed: BulkForm | None = None
    """The form below the list as it was sent, when it is to be corrected."""
    ticked: frozenset[str] = frozenset()
    """Keys of the pieces that were chosen with it."""
    table_class = GroupedTable
    columns = [
        ChosenColumn("chosen", label=_("Choose")),
        *QueueView.columns[:3],
        FindingsColumn("findings", label=_("Quality check")),
        SentColumn("submitted_at", label=_("Sent")),
        LeftColumn("left", label=_("Left (working days)")),
    ]

    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().soonest_due_first()

    def get_table(self, object_list: Iterable[Any]) -> Table:
        rows = put_heads(list(object_list))
        for row in rows:
            row.is_ticked = str(row.pk) in self.ticked
        return super().get_table(rows)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        if self.results_only:
            return context
        waiting = self.lists["queue"]
        is_empty = all(tab["count"] == "0" for tab in context["tabs"] if tab["is_current"])
        set_filters = {key: self.request.GET.get(key, "") for key in FILTERS}
        return context | {
            "bulk_form": None if is_empty else self.typed or BulkForm(user=self.request.user),
            "overdue": counted(waiting.overdue(), MOST_IN_A_TAB),
            "saved_views": views_of(self.request.user),
            "set_filters": [pair for pair in set_filters.items() if pair[1]],
        }

    @property
    def no_results_message(self) -> str | Promise:
        if self.is_searching or self.is_filtering:
            return _("Nothing here matches your search.")
        return _("Nothing to do.")


class SentView(QueueView):
    """我报送的: what this person has submitted, the newest first."""

    tab = "sent"
    default_ordering = "-pk"


class DoneView(QueueView):
    """已处理: what this person has decided; for those who decide nothing, what has ended."""

    tab = "done"
    default_ordering = None  # the list comes in its own: the last decided first
    columns = [
        *QueueView.columns[:3],
        SentColumn("submitted_at", label=_("Sent")),
        QueueView.columns[4],
    ]
