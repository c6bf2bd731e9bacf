"""What a changed catalogue asks for: the list of tasks, and checking one off."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages

from core.access.scope import scope_of
from core.duties.working_days import days_until
from core.lists.paging import UncountedPage
from core.papers.tables import XLSX, table_response
from publication.campaigns.forms import CheckOffForm
from publication.catalogue_changes import check_off
from publication.choices import CatalogueChange
from publication.models import CatalogueTask
from publication.seeing_figures import can_see_quality

SHOWN = 200
FIELDS = {
    "name": gettext_lazy("item name"),
    "basic_code": gettext_lazy("basic code"),
    "implementation_code": gettext_lazy("implementation code"),
    "item_type": gettext_lazy("item type"),
    "levels": gettext_lazy("levels"),
    "power_source": gettext_lazy("source of the power"),
    "department": gettext_lazy("competent authority"),
    "is_active": pgettext_lazy("of an item", "in use"),
}


def tasks_of(user: Any) -> QuerySet[CatalogueTask]:
    """Return the tasks of the departments that a person sees, those due first."""
    scope = scope_of(user)
    rows = CatalogueTask.objects.select_related("item", "department", "settled_by")
    if not scope.sees_all_departments:
        rows = rows.filter(department_id__in=scope.department_ids)
    return rows.order_by("due_on", "pk")


def can_check_off(user: Any, task: CatalogueTask) -> bool:
    """Return whether somebody compiles for the department of a task."""
    scope = scope_of(user)
    return scope.everything or task.department_id in scope.compiles


class ShownTask:
    """A task with what changed in words, the days left, and what may be done."""

    def __init__(self, task, user):
        self.task = task
        self.days_left = None if task.settled_at else days_until(task.due_on)
        self.can_check_off = task.settled_at is None and can_check_off(user, task)
        self.changes = [
            (FIELDS[key], before, after)
            for key, (before, after) in task.facts.items()
            if key in FIELDS
        ]


@require_safe
def tasks(request: HttpRequest) -> HttpResponseBase:
    """List what the catalogue asks for: new, changed and cancelled items."""
    if not can_see_quality(request.user):
        raise PermissionDenied
    rows, change = tasks_of(request.user), request.GET.get("change", "")
    counts = _counts(rows)
    if change in CatalogueChange:
        rows = rows.filter(change=change)
    settled = request.GET.get("settled") == "on"
    rows = rows.filter(settled_at__isnull=not settled)
    if request.GET.get("export") == "xlsx":
        return _export(request, rows)
    page = UncountedPage(rows, request.GET.get("p", ""), SHOWN)
    context = {
        "rows": [ShownTask(one, request.user) for one in page.rows],
        "page": page,
        "query": _without_page(request),
        "counts": counts,
        "change": change,
        "settled": settled,
        "kinds": [(kind.value, kind.label, counts[kind.value]) for kind in CatalogueChange],
    }
    return render(request, "publication/campaigns/tasks.html", context)


def _without_page(request):
    """Return the query of a list as the links to its pages go on with it."""
    query = request.GET.copy()
    query.pop("p", None)
    return f"{query.urlencode()}&" if query else ""


def _counts(rows):
    waiting = rows.filter(settled_at=None).order_by()
    counts = dict.fromkeys(CatalogueChange.values, 0)
    counts |= dict(waiting.values_list("change").annotate(Count("pk")))
    overdue = waiting.filter(Q(due_on__lt=timezone.localdate())).count()
    return counts | {"all": sum(counts.values()), "overdue": overdue}


def _export(request, rows):
    headings = [_("Department"), _("Item"), _("Code"), _("Change"), _("Opened on"), _("Due on"),
                _("Changed facts")]  # fmt: skip
    cells = (
        [
            one.department.name, one.item.name, one.item.basic_code, one.get_change_display(),
            one.opened_on, one.due_on,
            "；".join(f"{FIELDS[key]}：{before} → {after}"
                      for key, (before, after) in one.facts.items() if key in FIELDS),
        ]
        for one in rows.iterator(2000)
    )  # fmt: skip
    count = rows.count()
    return table_response(request, "catalogue-tasks", XLSX, headings, cells, count=count)


@require_http_methods(["GET", "HEAD", "POST"])
def settle_task(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep that a change of the catalogue asks for nothing, with the reason."""
    task = get_object_or_404(tasks_of(request.user), pk=pk)
    if not can_check_off(request.user, task):
        raise PermissionDenied
    form = CheckOffForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            check_off(task, request.user, form.cleaned_data["reason"])
        except ValidationError as refused:
            messages.error(request, refused.messages[0])
        else:
            messages.success(request, _("“%(title)s” is checked.") % {"title": task.item.name})
        return redirect("catalogue_tasks")
    context = {"shown": ShownTask(task, request.user), "task": task, "form": form}
    return render(request, "publication/campaigns/settle.html", context)
