"""The operators' board: how the house is, what waits, what comes."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from core.audit.recording import write
from operations.access import may_act, operators_only, readers_only
from operations.acts import INSPECTED
from operations.board import board
from operations.charts import month_bars
from operations.choices import Trigger
from operations.inspections.run import inspect


@require_GET
@readers_only
def show_board(request: HttpRequest) -> HttpResponse:
    """Show the board."""
    context = board(request.user)
    months = context["incidents"]["months"]
    says = "、".join(str(count) for _month, count in months)
    context["bars"] = month_bars(
        months, limit=1, says=_("Faults by month: %(counts)s") % {"counts": says}
    )
    context["may_act"] = may_act(request.user)
    return render(request, "operations/board.html", context)


@require_POST
@operators_only
def inspect_now(request: HttpRequest) -> HttpResponse:
    """Run all checks, and show what they found."""
    run = inspect(trigger=Trigger.PERSON, by=request.user)
    write(INSPECTED, request=request, about=run, failed=run.failed)
    words = _("Inspected: %(passed)s passed, %(near)s near the limit, %(failed)s failed.") % {
        "passed": run.passed,
        "near": run.near,
        "failed": run.failed,
    }
    (messages.error if run.failed else messages.success)(request, words)
    return redirect("operations:inspection", run.pk)
