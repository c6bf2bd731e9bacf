"""Use (应用范围): how often guides were read, by department, region, audience and channel."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from core.requests.values import whole_number
from operations.access import readers_only
from operations.use import figures

SPANS = (7, 30, 90, 365)
USUAL = 30


@require_GET
@readers_only
def show_use(request: HttpRequest) -> HttpResponse:
    """Show the uses of the last days; `days` is one of SPANS."""
    days = whole_number(request.GET.get("days", ""))
    days = days if days in SPANS else USUAL
    end = timezone.localdate()
    start = end - timedelta(days=days - 1)
    kinds, channels = figures.totals(start, end)
    context = {
        "days": days,
        "spans": SPANS,
        "kinds": kinds,
        "channels": channels,
        "tables": [
            (_("Guides"), figures.by_guide(start, end)),
            (_("Departments"), figures.by_department(start, end)),
            (_("Regions"), figures.by_region(start, end)),
            (_("For whom"), figures.by_audience(start, end)),
        ],
    }
    return render(request, "operations/use.html", context)
