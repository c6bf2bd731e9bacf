"""Backups and drills: what was backed up, and the signed proof that it can be restored."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from operations.access import readers_only
from operations.backups.drilling import is_signed
from operations.models import BackupRun, Drill

SHOWN = 30


@require_GET
@readers_only
def show_drills(request: HttpRequest) -> HttpResponse:
    """Show the latest drills and backups."""
    drills = [(one, is_signed(one)) for one in Drill.objects.all()[:SHOWN]]
    backups = BackupRun.objects.all()[:SHOWN]
    context = {"drills": drills, "backups": backups, "folder": settings.BACKUP_DIR}
    return render(request, "operations/drills.html", context)


@require_GET
@readers_only
def show_drill(request: HttpRequest, drill_id: int) -> HttpResponse:
    """Show the record of one drill, and whether its signature holds."""
    drill = get_object_or_404(Drill, pk=drill_id)
    context = {"drill": drill, "is_signed": is_signed(drill)}
    return render(request, "operations/drill.html", context)
