"""Past inspections, and one of them with all that its checks found."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic.base import BaseListingView

from core.lists.paging import CappedPaginator
from operations.access import readers_only
from operations.board import ORDER
from operations.choices import CheckState
from operations.inspections.registry import CHECKS
from operations.models import InspectionRun


def _mark(run):
    return _("demonstration") if run.is_demo else ""


@method_decorator(readers_only, "dispatch")
class InspectionList(BaseListingView):
    """The inspections that were made, newest first."""

    model = InspectionRun
    page_title = _("Inspections")
    header_icon = "check"
    paginate_by = 30
    paginator_class = CappedPaginator
    default_ordering = "-started_at"
    index_url_name = "operations:inspections"
    index_results_url_name = "operations:inspections_results"
    verbose_name_plural = _("inspections")
    columns = [
        TitleColumn(
            "started_at",
            label=_("started"),
            get_url=lambda run: reverse("operations:inspection", args=[run.pk]),
        ),
        Column("get_trigger_display", label=_("asked by")),
        Column("demonstration", label=_("demonstration"), accessor=_mark),
        Column("passed", label=_("passed")),
        Column("near", label=_("near the limit")),
        Column("failed", label=_("failed")),
        Column("seconds", label=_("duration in seconds")),
    ]


@require_GET
@readers_only
def show_inspection(request: HttpRequest, run_id: int) -> HttpResponse:
    """Show one inspection, what failed first."""
    run = get_object_or_404(InspectionRun, pk=run_id)
    rows = [(CHECKS.get(one.check_name), one) for one in run.results.order_by("pk")]
    rows.sort(key=lambda pair: ORDER[CheckState(pair[1].state)])
    return render(request, "operations/inspection.html", {"run": run, "rows": rows})
