"""The list of incidents with the year's figures; taking one up, and closing it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from core.audit.recording import write
from operations.access import may_act, operators_only, readers_only
from operations.acts import REPAIRED, TAKEN_UP
from operations.board import incident_facts
from operations.charts import month_bars
from operations.choices import IncidentSource
from operations.incidents.keeping import take_up
from operations.models import Incident

SHOWN = 100


@require_GET
@readers_only
def show_incidents(request: HttpRequest) -> HttpResponse:
    """Show the incidents: open ones first, then the latest, with the year against its limits."""
    today = timezone.localdate()
    facts = incident_facts(today)
    counts = "、".join(str(count) for _month, count in facts["months"])
    rows = sorted(
        Incident.objects.real().select_related("node")[:SHOWN], key=lambda one: not one.is_open
    )
    context = {
        "facts": facts,
        "year": today.year,
        "bars": month_bars(
            facts["months"], limit=1, says=_("Faults by month: %(counts)s") % {"counts": counts}
        ),
        "rows": rows,
        "may_act": may_act(request.user),
    }
    return render(request, "operations/incidents.html", context)


@require_POST
@operators_only
def take_up_incident(request: HttpRequest, incident_id: int) -> HttpResponse:
    """Write down that this person takes care of an incident."""
    incident = get_object_or_404(Incident, pk=incident_id)
    take_up(incident, request.user, timezone.now())
    write(TAKEN_UP, request=request, about=incident)
    messages.success(request, _("You have taken up “%(title)s”.") % {"title": incident.title})
    return redirect("operations:incidents")


@require_POST
@operators_only
def close_incident(request: HttpRequest, incident_id: int) -> HttpResponse:
    """Close an incident that a person opened; those of checks close when the check holds again."""
    incident = get_object_or_404(Incident, pk=incident_id)
    if incident.source != IncidentSource.PERSON:
        raise PermissionDenied
    if not incident.cause:
        messages.error(request, _("Write down the cause first; the yearly report asks for it."))
        return redirect(reverse("wagtailsnippets_operations_incident:edit", args=[incident.pk]))
    if incident.is_open:
        incident.repaired_at = timezone.now()
        take_up(incident, request.user, incident.repaired_at)
        incident.save(update_fields=["repaired_at"])
        write(REPAIRED, request=request, about=incident, cause=incident.cause)
    messages.success(request, _("“%(title)s” is repaired.") % {"title": incident.title})
    return redirect("operations:incidents")
