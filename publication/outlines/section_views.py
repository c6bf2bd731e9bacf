"""The sections of a draft: their order, one section, a new one, and the cover above them."""

import re
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guides.models import OutlineDraft
from publication.outlines import drafting
from publication.outlines.forms import CoverForm, NewSectionForm, SectionForm, new_section
from publication.outlines.people import only_keepers
from publication.outlines.views import draft_or_404

PLACE = re.compile("[0-9]{1,4}")


def cover(request: HttpRequest, pk: int) -> HttpResponse:
    """Edit name, basis and whether new pages are offered the outline."""
    only_keepers(request.user)
    draft = draft_or_404(pk)
    form = CoverForm(request.POST or None, draft=draft)
    if is_kept(
        request, form, lambda: drafting.keep_cover(pk, request.user, form.cleaned_data, form.seen)
    ):
        return redirect("outlines_draft", pk)
    status = 422 if request.method == "POST" else 200
    context = {"draft": draft, "form": form}
    return render(request, "publication/outlines/cover.html", context, status=status)


def section(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Edit one section."""
    only_keepers(request.user)
    draft = draft_or_404(pk)
    found = draft.section(key) or _left_out_meanwhile(request, draft, key)
    form = SectionForm(request.POST or None, draft=draft, section=found)
    if is_kept(
        request, form, lambda: drafting.keep_section(pk, request.user, form.read, form.seen)
    ):
        return redirect(_at(pk, key))
    status = 422 if request.method == "POST" else 200
    context = {"draft": draft, "form": form, "section": found}
    return render(request, "publication/outlines/section.html", context, status=status)


def _left_out_meanwhile(request: HttpRequest, draft: OutlineDraft, key: str) -> dict[str, Any]:
    """Return the section that somebody saves after another left it out; what was typed stays."""
    if request.method != "POST":
        raise Http404
    try:
        return new_section(draft.kind, key)
    except LookupError as error:
        raise Http404 from error


def is_kept(request: HttpRequest, form: Any, keep: Callable[[], Any]) -> bool:
    """Return whether what was sent is kept; otherwise the form says why, and saves next time."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        keep()
    except ValidationError as error:
        form.add_error(None, error)
        # Who has been told may put his own in the place of the other's.
        form.data = form.data.copy()
        form.data["seen"] = form.now
        return False
    messages.success(request, _("Saved. The released version stays as it is."))
    return True


@require_POST
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Move a section up, down, or to a place."""
    only_keepers(request.user)
    draft_or_404(pk)
    key = moved_row(request, pk, drafting.move, lambda draft: draft.sections)
    return redirect(_at(pk, key) if key else reverse("outlines_draft", args=[pk]))


def moved_row(
    request: HttpRequest,
    pk: int,
    verb: Callable[..., OutlineDraft],
    rows_of: Callable[[OutlineDraft], list[dict[str, Any]]],
) -> str:
    """Move the section or extra field that a form names; return its key, or "" when refused."""
    step, key = request.POST.get("step", ""), request.POST.get("key", "")
    step = request.POST.get("place", "") if step == "to" else step
    if step not in drafting.STEPS and not PLACE.fullmatch(step):
        messages.error(request, _("Write the place as a number, such as 3."))
        return ""
    try:
        draft = verb(pk, request.user, key, step, request.POST.get("seen", ""))
    except ValidationError as error:
        messages.error(request, error.messages[0])
        return ""
    rows = rows_of(draft)
    place = next(place for place, one in enumerate(rows) if one["key"] == key)
    facts = {"label": rows[place]["label"], "place": place + 1}
    messages.success(request, _("“%(label)s” stands in place %(place)s now.") % facts)
    return key


@require_POST
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a section at the end, and open it."""
    only_keepers(request.user)
    form = NewSectionForm(request.POST, draft=draft_or_404(pk))
    if not form.is_valid():
        messages.error(request, _("Choose which section is to be added."))
        return redirect("outlines_draft", pk)
    try:
        drafting.add_section(pk, request.user, form.section)
    except ValidationError as error:
        messages.error(request, error.messages[0])
        return redirect("outlines_draft", pk)
    return redirect("outlines_section", pk, form.cleaned_data["key"])


@require_POST
def leave_out(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Leave a section out of the next version."""
    only_keepers(request.user)
    draft_or_404(pk)
    try:
        drafting.leave_out(pk, request.user, key)
        messages.success(
            request, _("The section is left out. What guides say there stays in them.")
        )
    except ValidationError as error:
        messages.error(request, error.messages[0])
    return redirect("outlines_draft", pk)


def _at(pk, key):
    return f"{reverse('outlines_draft', args=[pk])}#section-{key}"
