"""A guide and its standard guide in the admin: making it one, taking up what is new, leaving it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from core.access.scope import scope_of
from guides.models import GuidePage
from publication.models import FiledPart
from publication.shared_parts.leaving_and_joining import (
    difference,
    heirs_in_review,
    heirs_of,
    join,
    standard_to_join,
    unmark,
)
from publication.shared_parts.people import can_change
from publication.shared_parts.standards import (
    compiles,
    leave_standard,
    mark,
    propose,
    standard_of,
    why_no_standard,
)
from publication.shared_parts.views import only_lookers, part_or_404

MOST_HEIRS = 50


def address_for(user: Any, page: GuidePage) -> str:
    """Return the address of a guide's screen for this person; empty for who does not see it."""
    return reverse("shared_parts_heir", args=[page.pk]) if _sees(user, page) else ""


def _sees(user: Any, page: GuidePage) -> bool:
    scope = scope_of(user)
    return scope.sees_all_departments or page.department_id in scope.department_ids


def _guide_or_404(request: HttpRequest, pk: int) -> GuidePage:
    only_lookers(request.user)
    rows = GuidePage.objects.select_related("situation__item", "department", "standard__department")
    page = get_object_or_404(rows, pk=pk)
    if not _sees(request.user, page):
        raise Http404
    return page


@require_GET
def heir(request: HttpRequest, pk: int) -> HttpResponse:
    """Show from which standard guide a guide inherits, or whether it may become one."""
    page = _guide_or_404(request, pk)
    standard = standard_of(page.code)
    if standard is not None:
        return redirect("shared_parts_one", standard.pk)
    filed = FiledPart.objects.filter(code=page.code, part=page.standard_id).first()
    offered = standard_to_join(page)
    context = {
        "page": page,
        "part": page.standard,
        "filed": filed,
        "why_not": why_no_standard(page),
        "offered": offered,
        "difference": difference(page, offered) if offered else [],
        "compiles": compiles(request.user, page),
    }
    return render(request, "publication/shared_parts/heir.html", context)


@require_POST
def make_standard(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a filed guide the standard guide of its item."""
    page = _guide_or_404(request, pk)
    try:
        part = mark(page, request.user)
    except ValidationError as error:
        messages.error(request, error.messages[0])
        return redirect("shared_parts_heir", pk)
    messages.success(request, _("It is the standard guide now. Districts may start from it."))
    return redirect("shared_parts_one", part.pk)


@require_POST
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    """Let an heir leave its standard guide, with a reason."""
    page = _guide_or_404(request, pk)
    try:
        leave_standard(page, request.user, request.POST.get("reason", "")[:500])
    except ValidationError as error:
        messages.error(request, error.messages[0])
        return redirect("shared_parts_heir", pk)
    messages.success(
        request, _("The guide is on its own now: its draft says what it inherited until today.")
    )
    return redirect("wagtailadmin_pages:edit", pk)


@require_POST
def join_standard(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a guide that is by itself inherit from the standard guide of its item."""
    page = _guide_or_404(request, pk)
    part = standard_to_join(page)
    try:
        if part is None or str(part.pk) != request.POST.get("part", ""):
            raise ValidationError(_("This standard guide is not offered any more. Look again."))
        join(page, part, request.user)
    except ValidationError as error:
        messages.error(request, error.messages[0])
        return redirect("shared_parts_heir", pk)
    messages.success(
        request, _("It inherits now. What is filed stays until you send its draft to review.")
    )
    return redirect("wagtailadmin_pages:edit", pk)


@require_http_methods(["GET", "HEAD", "POST"])
def unmark_standard(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what happens to the heirs of a guide that is no standard any more; POST does it."""
    part = part_or_404(request, pk)
    if not (part.is_guide and can_change(request.user, part)):
        raise PermissionDenied
    if request.method == "POST":
        try:
            count = unmark(part, request.user, request.POST.get("reason", "")[:500])
        except ValidationError as error:
            messages.error(request, error.messages[0])
            return redirect("shared_parts_unmark", pk)
        messages.success(
            request,
            _("It is no standard any more. %(count)s heirs say themselves what they inherited.")
            % {"count": count},
        )
        return redirect("shared_parts_list")
    heirs = heirs_of(part)
    context = {
        "part": part,
        "count": heirs.count(),
        "heirs": heirs[:MOST_HEIRS],
        "in_review": heirs_in_review(part)[:MOST_HEIRS],
    }
    return render(request, "publication/shared_parts/unmark.html", context)


@require_POST
def take_up(request: HttpRequest, pk: int) -> HttpResponse:
    """Propose the newest filed version of a standard guide to its heirs."""
    part = part_or_404(request, pk)
    if not (part.is_guide and can_change(request.user, part)):
        raise PermissionDenied
    change = propose(part, request.user)
    if change is None:
        messages.error(
            request,
            _("Nothing to propose: the heirs say it already, or a change is in review."),
        )
        return redirect("shared_parts_one", pk)
    messages.success(request, _("The draft was saved. Look at what it would change."))
    return redirect("shared_parts_change", change.pk)
