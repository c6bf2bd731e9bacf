"""The maintenance plan of a year: late nodes first, in time, in money and hours."""

from typing import Any

from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from operations.access import may_act, readers_only
from operations.models import MaintenanceYear
from operations.plan.calendar import year_calendar
from operations.plan.gantt import gantt


@require_GET
@readers_only
def show_plan(request: HttpRequest, year: int | None = None) -> HttpResponse:
    """Show the plan of a year; of this one, or the newest there is, when none is named."""
    today = timezone.localdate()
    years = MaintenanceYear.objects.all()
    if year is None:
        real = years.filter(is_demo=False)
        plan = real.filter(year=today.year).first() or real.first()
    else:
        plan = get_object_or_404(years, year=year, is_demo="demo" in request.GET)
    context: dict[str, Any] = {
        "plan": plan,
        "years": years,
        "today": today,
        "may_act": may_act(request.user),
    }
    if plan:
        nodes = sorted(plan.nodes.all(), key=lambda one: (not one.is_late, one.due_on))
        spent = plan.spendings.aggregate(sum=Sum("amount"))["sum"] or 0
        context |= {
            "nodes": nodes,
            "chart": gantt(nodes, today),
            "calendar": year_calendar(plan.year, nodes),
            "late": sum(one.is_late for one in nodes),
            "spent": spent,
            "left": plan.budget - spent,
            "share": round(100 * spent / plan.budget) if plan.budget else None,
            "hours": plan.efforts.aggregate(sum=Sum("hours"))["sum"] or 0,
            "planned_hours": sum(one.planned_hours for one in nodes),
            "spendings": plan.spendings.select_related("node")[:20],
            "efforts": plan.efforts.select_related("node")[:20],
        }
    return render(request, "operations/plan.html", context)
