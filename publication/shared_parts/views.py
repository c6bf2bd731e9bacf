"""共用 in the admin: the list, one part, writing it, and where it is used."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from core.access.scope import scope_of
from core.lists.paging import key_of
from guides.choices import PartKind
from guides.models import SharedPart
from moderation.models import Submission
from publication.models import PartChange
from publication.shared_parts import impact
from publication.shared_parts.drafting import open_change, write
from publication.shared_parts.forms import PartForm
from publication.shared_parts.people import (
    can_change,
    can_look,
    changes_seen_by,
    may_decide_for,
    parts_seen_by,
    stages_decided_by,
)
from publication.shared_parts.preparing import own_uses_of
from publication.shared_parts.standards import standing

A_PAGE = 20


def only_lookers(user: Any) -> None:
    """Raise PermissionDenied for who has not the room of shared parts."""
    if not can_look(user):
        raise PermissionDenied


def can_write(user: Any) -> bool:
    """Return whether a person keeps any part: a compiler, the operator, or a superuser."""
    scope = scope_of(user)
    return scope.everything or bool(scope.compiles) or keeps_city(user)


def keeps_city(user: Any) -> bool:
    """Return whether a person keeps the parts of the whole city."""
    return can_change(user, SharedPart(kind=PartKind.FEE))


def part_or_404(request: HttpRequest, pk: int) -> SharedPart:
    """Return a shared part that this person may read, with its department."""
    only_lookers(request.user)
    return get_object_or_404(parts_seen_by(request.user), pk=pk)


@require_GET
def parts(request: HttpRequest) -> HttpResponse:
    """List the shared parts, by kind and words, and the changes that wait for this person."""
    only_lookers(request.user)
    kind, words = request.GET.get("kind", ""), request.GET.get("q", "").strip()[:100]
    rows = parts_seen_by(request.user).order_by("pk")
    if kind in PartKind.values:
        rows = rows.filter(kind=kind)
    for word in words.split():
        rows = rows.filter(name__icontains=word)
    shown = list(rows.filter(pk__gt=key_of(request))[: A_PAGE + 1])
    counts = impact.filed_counts(shown[:A_PAGE])
    context = {
        "parts": [(one, counts.get(one.pk, 0)) for one in shown[:A_PAGE]],
        "after": shown[A_PAGE - 1].pk if len(shown) > A_PAGE else 0,
        "kind": kind,
        "words": words,
        "kinds": PartKind.choices,
        "written": [one for one in PartKind.choices if one[0] != PartKind.GUIDE],
        "can_write": can_write(request.user),
        "changes": changes_waiting_for(request.user),
    }
    return render(request, "publication/shared_parts/list.html", context)


def changes_waiting_for(user: Any, most: int = 50) -> list[PartChange]:
    """Return the changes that this person may decide now, among the first `most`."""
    rows = changes_seen_by(user).filter(
        state=PartChange.State.IN_REVIEW, stage__in=stages_decided_by(user)
    )
    return [one for one in rows[:most] if may_decide_for(user, one)]


@require_GET
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a part: what it says, its versions, its change, and how often it is used."""
    part = part_or_404(request, pk)
    context = {
        "part": part,
        "rows": [] if part.is_guide else impact.field_changes_of(part.shareable, {}, part.data),
        "standard": standing(part) if part.is_guide else None,
        "change": changes_seen_by(request.user)
        .filter(part=part, state__in=PartChange.OPEN)
        .first(),
        "past": changes_seen_by(request.user)
        .filter(part=part)
        .exclude(state__in=PartChange.OPEN)[:A_PAGE],
        "versions": part.versions.order_by("-version")[:A_PAGE],
        "numbers": impact.numbers(part, []),
        "can_change": can_change(request.user, part),
        "makes_alike": _makes_alike(request.user, part),
    }
    return render(request, "publication/shared_parts/one.html", context)


def _makes_alike(user: Any, part: SharedPart) -> bool:
    """Return whether a person may make guides the same that say something in their own way."""
    return can_change(user, part) and own_uses_of(part).exists()


def new(request: HttpRequest, kind: str) -> HttpResponse:
    """Write a new part."""
    if not can_write(request.user):
        raise PermissionDenied
    if kind not in PartKind.values or kind == PartKind.GUIDE:
        raise Http404
    return _written(request, SharedPart(kind=kind), None)


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the draft of a part; nothing that is filed or in review changes by it."""
    part = part_or_404(request, pk)
    if not can_change(request.user, part):
        raise PermissionDenied
    if part.is_guide:
        # What it says is written in the guide itself, and reviewed there.
        raise Http404
    return _written(request, part, open_change(part))


def _written(request: HttpRequest, part: SharedPart, change: PartChange | None) -> HttpResponse:
    form = PartForm(
        request.POST or None, request.FILES or None, part=part, change=change, user=request.user
    )
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data
        try:
            saved = write(
                part, request.user, sent["data"], sent["value"], sent["reason"],
                sent["effective_on"],
            )  # fmt: skip
        except ValidationError as error:
            form.add_error(None, error)
        except PermissionDenied:
            form.add_error("department", _("You keep no parts of this department."))
        else:
            messages.success(request, _("The draft was saved. Look at what it would change."))
            return redirect("shared_parts_change", saved.pk)
    status = 422 if request.method == "POST" else 200
    context = {"form": form, "part": part, "media": form.media}
    return render(request, "publication/shared_parts/edit.html", context, status=status)


@require_GET
def uses(request: HttpRequest, pk: int) -> HttpResponse:
    """List where a part is used, a screenful at a time by key: filed, in review, in drafts."""
    part = part_or_404(request, pk)
    which = request.GET.get("which", "filed")
    rows, after = _page_of_uses(request, part, which)
    context = {
        "part": part,
        "which": which,
        "numbers": impact.numbers(part, []),
        "rows": rows,
        "after": after,
        "begins": key_of(request) == 0,
        "makes_alike": _makes_alike(request.user, part),
    }
    return render(request, "publication/shared_parts/uses.html", context)


def _page_of_uses(request: HttpRequest, part: SharedPart, which: str) -> tuple[list[dict], int]:
    """Return the rows of one list of uses behind the key that was asked for, and the next key."""
    queries = {
        "filed": impact.filed_uses(part),
        "review": impact.seen_by(request.user, impact.reviewed_uses(part), "department_id"),
        "drafts": impact.seen_by(
            request.user, impact.draft_uses(part).select_related("page"), "page__department_id"
        ),
    }
    if which not in queries:
        raise Http404
    found = list(queries[which].filter(pk__gt=key_of(request))[: A_PAGE + 1])
    after = found[A_PAGE - 1].pk if len(found) > A_PAGE else 0
    shown = found[:A_PAGE]
    if which == "filed":
        return [_filed_row(part, *row) for row in impact.with_titles(shown)], after
    return [_open_row(part, row) for row in shown], after


def _filed_row(part: SharedPart, use: Any, title: str, department: str) -> dict:
    overridden = [name for name in use.overridden.split(",") if name]
    return {
        "title": title,
        "url": reverse("quality_open", args=[use.code]),
        "code": use.code,
        "department": department,
        "version": use.version,
        "own": impact.labels(part, overridden),
    }


def _open_row(part: SharedPart, row: Any) -> dict:
    if isinstance(row, Submission):
        url = reverse("moderation:review", args=[row.pk])
        return {"title": row.title, "url": url, "code": row.code, "own": ""}
    url = reverse("wagtailadmin_pages:edit", args=[row.page_id])
    overridden = impact.labels(part, row.overridden)
    return {"title": row.page.title, "url": url, "code": row.code, "own": overridden}
