"""Starting guides and manuals in the admin: 新编指南, 编业务手册."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.access.scope import scope_of
from core.choices import Role
from guides.compiling.compile import compile_guide, compile_manual
from guides.compiling.copying import guide_like, patterns_for
from guides.compiling.forms import NewGuideForm, NewManualForm
from guides.compiling.inheriting import inherit, standards_for
from guides.compiling.prefill import starting_guide
from guides.compiling.review_points import prefill_review_points
from guides.models import GuidePage, ItemSituation

SHOWN = 50
BUTTONS = 3
"""Guides to start from that a row shows as buttons; the rest stand in the field below."""


def open_situations(user: Any, words: str = "") -> QuerySet[ItemSituation]:
    """Return the situations without a guide in departments that a person compiles for."""
    situations = ItemSituation.objects.filter(guide_page=None, item__is_active=True)
    departments = scope_of(user).departments_as({Role.COMPILER})
    if departments is not None:
        situations = situations.filter(item__department__in=departments)
    elif not words.strip():
        # A superuser compiles for all: what is open in the whole city is found by its code.
        return situations.none()
    for word in words.split():
        situations = situations.filter(
            Q(item__name__icontains=word)
            | Q(item__basic_code__startswith=word)
            | Q(name__icontains=word)
        )
    return situations.select_related("item__department")


def can_compile(user: Any) -> bool:
    """Return whether a person compiles guides for any department."""
    scope = scope_of(user)
    return scope.everything or bool(scope.compiles)


def new_guide(request: HttpRequest) -> HttpResponse:
    """Choose a situation without a guide and an outline; then the editor opens."""
    if not can_compile(request.user):
        raise PermissionDenied
    words = request.GET.get("q", "")
    found = open_situations(request.user, words).order_by("item__department", "item__name", "code")
    shown = list(found[: SHOWN + 1])
    patterns = patterns_for(shown[:SHOWN])
    form = NewGuideForm(
        _posted(request),
        situations=open_situations(request.user),
        shown=shown[:SHOWN],
        patterns=patterns,
    )
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        pattern = chosen["pattern"]
        start = partial(guide_like, pattern) if pattern else starting_guide
        page = _compiled(
            form,
            lambda: compile_guide(chosen["situation"], chosen["outline"], request.user, start),
        )
        if page:
            return _opened(request, page, _("The guide “%(title)s” was created."))
    standards = standards_for(shown[:SHOWN])
    context = {
        "form": form,
        "words": words,
        "shown": [
            (one, standards.get(one.pk), patterns.get(one.pk, [])[:BUTTONS])
            for one in shown[:SHOWN]
        ],
        "more": len(shown) > SHOWN,
    }
    return render(request, "guides/admin/new_guide.html", context | {"most": SHOWN})


def _posted(request):
    """Return what was posted, or None; the button of a guide chooses its row and that guide."""
    situation, _colon, code = request.POST.get("like", "").partition(":")
    if not code:
        return request.POST or None
    return request.POST.dict() | {"situation": situation, "pattern": code}


@require_POST
def inherit_guide(request: HttpRequest) -> HttpResponse:
    """Start a situation's guide as an heir of its standard guide; then the editor opens."""
    if not can_compile(request.user):
        raise PermissionDenied
    situations = ItemSituation.objects.select_related("item__department")
    text = request.POST.get("situation", "")
    known = text.isascii() and text.isdecimal() and len(text) < 19
    situation = get_object_or_404(situations, pk=int(text) if known else 0, item__is_active=True)
    scope = scope_of(request.user)
    if not (scope.everything or situation.item.department_id in scope.compiles):
        raise Http404
    try:
        page = inherit(situation, request.user)
    except ValidationError as error:
        messages.error(request, error.messages[0])
        return redirect("guides_new")
    return _opened(request, page, _("“%(title)s” was created; fill in what is local."))


def new_manual(request: HttpRequest, guide_id: int) -> HttpResponse:
    """Choose an outline for the manual of a guide; then its editor opens."""
    guide = get_object_or_404(GuidePage, pk=guide_id)
    if not guide.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    if guide.manual:
        return redirect("wagtailadmin_pages:edit", guide.manual.pk)
    form = NewManualForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        outline = form.cleaned_data["outline"]
        page = _compiled(form, lambda: compile_manual(guide, outline, request.user))
        if page:
            if begun := prefill_review_points(guide, request.user):
                message = _(
                    "The review points of %(count)s conditions were begun for you in the guide. "
                    "Go through them one by one."
                )
                messages.info(request, message % {"count": begun})
            return _opened(request, page, _("The manual “%(title)s” was created."))
    return render(request, "guides/admin/new_manual.html", {"form": form, "guide": guide})


def _compiled(form, compile_page):
    try:
        return compile_page()
    except ValidationError as error:
        form.add_error(None, error)
        return None


def _opened(request, page, message):
    messages.success(request, message % {"title": page.title})
    return redirect(reverse("wagtailadmin_pages:edit", args=[page.pk]))
