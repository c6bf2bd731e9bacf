"""Runs in the admin: asking for one, how far it is, and what it found, department by department."""

from time import monotonic
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from core.lists.paging import key_of
from core.models import Department
from guides.models import Outline, OutlineRun, OutlineRunText
from publication.outlines import running
from publication.outlines.people import can_keep, only_keepers, only_lookers
from publication.outlines.views import draft_or_404

Standing, Result = OutlineRunText.Standing, OutlineRunText.Result
A_PAGE = 25
GOOD = (Result.FITS, Result.UPGRADED)


@require_POST
def try_draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Start a dry run of a draft."""
    only_keepers(request.user)
    draft = draft_or_404(pk)
    return _started(
        request, lambda: running.try_draft(draft, request.user), redirect("outlines_draft", pk)
    )


@require_POST
def try_version(request: HttpRequest, pk: int) -> HttpResponse:
    """Start a dry run of a released version."""
    only_keepers(request.user)
    outline = get_object_or_404(Outline, pk=pk)
    back = redirect("outlines_version", pk)
    return _started(request, lambda: running.try_version(outline, request.user), back)


@require_POST
def upgrade(request: HttpRequest, pk: int) -> HttpResponse:
    """Start the upgrade of all drafts to a version."""
    only_keepers(request.user)
    outline = get_object_or_404(Outline, pk=pk)
    back = redirect("outlines_version", pk)
    return _started(request, lambda: running.upgrade_drafts(outline, request.user), back)


def _started(request, ask, back):
    """Return the page of the run that is asked for; the first batches are carried out at once."""
    try:
        run = ask()
    except ValidationError as error:
        messages.error(request, error.messages[0])
        return back
    running.work(monotonic() + running.AT_ONCE_SECONDS)
    return redirect("outlines_run", run.pk)


def run_or_404(request: HttpRequest, pk: int) -> OutlineRun:
    """Return a run for who may look at it."""
    only_lookers(request.user)
    return get_object_or_404(OutlineRun.objects.select_related("outline", "draft"), pk=pk)


@require_GET
def run(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a run: how far it is, the counts of each department, and the texts that lack something.

    The list goes on by key: `after` is the last row seen.
    """
    found = run_or_404(request, pk)
    chosen = request.GET.get("department", "")
    lacking = found.texts.exclude(result__in=GOOD).select_related("department").order_by("pk")
    if chosen:
        lacking = lacking.filter(department__slug=chosen)
    rows = list(lacking.filter(pk__gt=key_of(request))[: A_PAGE + 1])
    context = {
        "run": found,
        "job": found,
        "departments": counts_of(found),
        "rows": rows[:A_PAGE],
        "after": rows[A_PAGE - 1].pk if len(rows) > A_PAGE else 0,
        "chosen": Department.objects.filter(slug=chosen).first() if chosen else None,
        "may_keep": can_keep(request.user),
    }
    return render(request, "publication/outlines/run.html", context)


def counts_of(run: OutlineRun) -> list[dict[str, Any]]:
    """Return for each department how many texts of each standing conform or do not; one query."""
    counted = (
        run.texts.order_by()
        .values_list("department__name", "department__slug", "standing", "result")
        .annotate(count=Count("pk"))
    )
    rows: dict[str, dict[str, Any]] = {}
    for name, slug, standing, result, count in counted:
        row = rows.setdefault(
            slug,
            {"name": name, "slug": slug, "lacks": 0, **{one: [0, 0] for one in Standing.values}},
        )
        row[standing][result not in GOOD] += count
        row["lacks"] += count if result not in GOOD else 0
    return sorted(rows.values(), key=lambda row: (-row["lacks"], row["slug"]))


@require_GET
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """Return the bar and the numbers alone, for the page that refreshes them."""
    found = run_or_404(request, pk)
    context = {"run": found, "job": found}
    return render(request, "publication/outlines/run_progress.html", context)


@require_POST
def act(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop a run after its batch, or let it go on."""
    only_keepers(request.user)
    found = run_or_404(request, pk)
    match request.POST.get("act"):
        case "stop":
            if running.stop(found):
                messages.success(request, _("The run is stopped. What it has done stays done."))
            else:
                messages.error(request, _("The run had ended already."))
        case "go_on":
            try:
                running.go_on(found)
                messages.success(request, _("The run goes on where it stopped."))
            except ValidationError as error:
                messages.error(request, error.messages[0])
        case _other:
            raise PermissionDenied
    return redirect("outlines_run", pk)
