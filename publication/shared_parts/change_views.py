"""One change of a shared part in the admin: its impact, review, progress and report."""

from time import monotonic
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from core.access.scope import scope_of
from core.lists.paging import key_of
from core.models import Department
from moderation.choices import ReviewStage
from moderation.rules import decides_anything
from publication.models import FiledPart, PartChange, PartChangeItem
from publication.shared_parts import impact
from publication.shared_parts.deciding import decide, give_up, take_back
from publication.shared_parts.drafting import open_change, write
from publication.shared_parts.forms import PartDecisionForm
from publication.shared_parts.people import (
    can_change,
    changes_seen_by,
    decisions_of,
    departments_waiting,
    may_decide_for,
    stages_of,
)
from publication.shared_parts.preparing import AT_ONCE_SECONDS, outdated_uses, send
from publication.shared_parts.texts import changed_fields
from publication.shared_parts.views import A_PAGE, only_lookers
from publication.shared_parts.working import carry_out

State = PartChange.State


def change_or_404(request: HttpRequest, pk: int) -> PartChange:
    """Return a change that this person may read, with its part and department."""
    only_lookers(request.user)
    return get_object_or_404(changes_seen_by(request.user), pk=pk)


@require_GET
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a change: what it does to each guide, who has decided, how far the batch is."""
    change = change_or_404(request, pk)
    part = change.part
    is_ahead = change.state in (State.DRAFT, State.PREPARING, State.IN_REVIEW)
    samples, after = impact.samples(change, key_of(request)) if is_ahead else ([], 0)
    keeps = can_change(request.user, part)
    context = {
        "change": change,
        "part": part,
        "is_ahead": is_ahead,
        "differences": impact.part_changes(change) if is_ahead else [],
        "numbers": impact.numbers(
            part, changed_fields(part.shareable, part.data, change.data), change
        ),
        "alike": impact.labels(part, change.alike_fields),
        "skipped": impact.passed_over(change),
        "samples": samples,
        "after": after,
        "own": impact.own_uses(change) if is_ahead else [],
        "in_review": impact.reviewed_by(request.user, part) if is_ahead else [],
        "review": _review_of(change),
        "decide_for": may_decide_for(request.user, change),
        "progress": progress_of(change),
        "kept": list(change.items.filter(state=PartChangeItem.State.KEPT)[:A_PAGE]),
        "outdated": _left_of(change).count() if change.state == State.DONE else 0,
        "keeps": keeps,
        "can_send": keeps and change.state == State.DRAFT,
        "can_take_back": keeps and change.state in (State.PREPARING, State.IN_REVIEW),
        "is_first": part.version == 0,
    }
    return render(request, "publication/shared_parts/change.html", context)


def _left_of(change: PartChange) -> QuerySet[FiledPart]:
    """Return the guides that a change left as they are and that still say an older version."""
    kept = change.items.filter(state=PartChangeItem.State.KEPT).values("code")
    return outdated_uses(change.part).filter(code__in=kept)


def _review_of(change: PartChange) -> dict[str, Any]:
    """Return the stages of the review at hand, what was decided, and who has still to decide."""
    if change.state == State.DRAFT:
        past = list(change.decisions.select_related("department"))
        return {"stages": [], "decisions": past, "waiting": []}
    return {
        "stages": [(one, one == change.stage) for one in stages_of(change)],
        "decisions": decisions_of(change),
        "waiting": departments_waiting(change),
    }


def progress_of(change: PartChange) -> dict[str, int]:
    """Return how many guides of a change are filed, left as they are, and to come; one query.

    Those that were passed over count as left.
    """
    rows = change.items.order_by().values_list("state").annotate(count=Count("pk"))
    counts = dict(rows)
    filed, waiting = counts.get("filed", 0), counts.get("waiting", 0)
    kept = counts.get("kept", 0) + counts.get("skipped", 0)
    total = filed + kept + waiting
    percent = 100 * (filed + kept) // total if total else 100
    return {
        "filed": filed, "kept": kept, "waiting": waiting, "total": total, "percent": percent
    }  # fmt: skip


@require_GET
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """Return the bar and the numbers alone, for the page that refreshes them."""
    change = change_or_404(request, pk)
    context = {"change": change, "progress": progress_of(change)}
    return render(request, "publication/shared_parts/progress.html", context)


@require_GET
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """List what became of each guide of a change, a screenful at a time by key."""
    change = change_or_404(request, pk)
    found = list(change.items.filter(pk__gt=key_of(request)).order_by("pk")[: A_PAGE + 1])
    context = {
        "change": change,
        "items": found[:A_PAGE],
        "names": dict(Department.objects.values_list("slug", "name")),
        "after": found[A_PAGE - 1].pk if len(found) > A_PAGE else 0,
        "progress": progress_of(change),
    }
    return render(request, "publication/shared_parts/report.html", context)


@require_POST
def send_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a change to review; many guides are prepared by the worker."""
    change = change_or_404(request, pk)
    if not can_change(request.user, change.part):
        raise PermissionDenied
    try:
        send(change, request.user)
        messages.success(request, _("The change was sent. Until it is approved nothing changes."))
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        carry_out(pk, monotonic() + AT_ONCE_SECONDS)
    return redirect("shared_parts_change", pk)


@require_POST
def take_change_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a change back from review, or give a draft up."""
    change = change_or_404(request, pk)
    if not can_change(request.user, change.part):
        raise PermissionDenied
    try:
        if change.state == State.DRAFT:
            give_up(change, request.user)
            messages.success(request, _("The draft was given up."))
            return redirect("shared_parts_one", change.part_id)
        take_back(change, request.user)
        messages.success(request, _("The change is a draft again."))
    except ValidationError as error:
        messages.error(request, error.messages[0])
    return redirect("shared_parts_change", pk)


@require_POST
def decide_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a decision; after the last one the first guides are filed at once."""
    change = change_or_404(request, pk)
    if not decides_anything(scope_of(request.user)):
        raise PermissionDenied
    form = PartDecisionForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Please choose a decision."))
        return redirect("shared_parts_change", pk)
    sent = form.cleaned_data
    department = Department.objects.filter(pk=sent["department"]).first()
    try:
        decide(
            change,
            request.user,
            sent["verdict"],
            stage=sent["stage"],
            seen=sent["seen"],
            department=department if sent["stage"] == ReviewStage.DEPARTMENT else None,
            opinion=sent["opinion"],
        )
        messages.success(request, _("Your decision was kept."))
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        carry_out(pk, monotonic() + AT_ONCE_SECONDS)
    return redirect("shared_parts_change", pk)


@require_POST
def carry_over(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a change that says nothing new, for the guides that still say an older version.

    A draft that somebody has begun goes before it.
    """
    done = change_or_404(request, pk)
    part = done.part
    if not can_change(request.user, part):
        raise PermissionDenied
    if begun := open_change(part):
        messages.error(request, _("A change of this part has been begun: send it, or give it up."))
        return redirect("shared_parts_change", begun.pk)
    try:
        change = write(part, request.user, part.data, None, done.reason)
    except ValidationError as error:
        messages.error(request, error.messages[0])
        return redirect("shared_parts_change", pk)
    return redirect("shared_parts_change", change.pk)
