"""Outlines in the admin: the list of versions and drafts, one draft, one released version."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from guides.models import Outline, OutlineDraft, OutlineRun
from guides.outlines.differences import duty_in_words
from guides.outlines.loading import file_of
from publication.outlines import deciding
from publication.outlines.beginning import begin
from publication.outlines.drafting import newest_version, order_of, seen_of
from publication.outlines.extra_drafting import order_of_fields
from publication.outlines.extra_forms import in_words
from publication.outlines.forms import NewSectionForm, ReturnForm
from publication.outlines.obstacles import section_faults
from publication.outlines.people import can_keep, is_second, only_keepers, only_lookers
from publication.outlines.running import behind, tried
from publication.outlines.texts import pages_of

RUNS_SHOWN = 5


@require_GET
def outlines(request: HttpRequest) -> HttpResponse:
    """List every outline with its versions, newest first, and the draft of the next one."""
    only_lookers(request.user)
    begun = OutlineDraft.objects.filter(state__in=OutlineDraft.OPEN).select_related("base")
    drafts = {one.key: one for one in begun}
    groups: dict[str, Any] = {}
    for outline in Outline.objects.order_by("kind", "-is_active", "key", "-version"):
        group = groups.setdefault(outline.key, {"versions": [], "draft": drafts.get(outline.key)})
        group["versions"].append(outline)
    groups = dict(sorted(groups.items(), key=lambda one: not one[1]["versions"][0].is_active))
    context = {
        "groups": groups.values(),
        "new_drafts": [one for key, one in drafts.items() if key not in groups],
        "can_keep": can_keep(request.user),
    }
    return render(request, "publication/outlines/list.html", context)


@require_POST
def begin_version(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin the draft of the next version, or open the one that there is."""
    only_keepers(request.user)
    draft = begin(get_object_or_404(Outline, pk=pk), request.user)
    return redirect("outlines_draft", draft.pk)


@require_GET
def version(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a released version: its sections."""
    only_lookers(request.user)
    outline = get_object_or_404(Outline, pk=pk)
    newest = newest_version(outline.key)
    content = file_of(outline).model_dump(mode="json")
    context = {
        "outline": outline,
        "rows": rows_of(outline.kind, content["sections"]),
        "fields": fields_of(content),
        "is_newest": outline == newest,
        "followers": pages_of(outline.kind).filter(outline=outline).count(),
        "behind": behind(outline) if outline == newest else 0,
        "runs": list(OutlineRun.objects.filter(key=outline.key, outline=outline)[:RUNS_SHOWN]),
        "is_tried": tried(outline),
        "can_keep": can_keep(request.user),
    }
    return render(request, "publication/outlines/version.html", context)


@require_GET
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a draft: its sections in order, what changed, and what the person may do with it."""
    only_lookers(request.user)
    return _draft_page(request, draft_or_404(pk), ReturnForm())


def draft_or_404(pk: int) -> OutlineDraft:
    """Return a draft with the version that it was begun from."""
    return get_object_or_404(OutlineDraft.objects.select_related("base", "released"), pk=pk)


def _draft_page(request, draft, return_form, status=200):
    keeps = can_keep(request.user)
    reviews = draft.state == OutlineDraft.State.IN_REVIEW and is_second(request.user, draft)
    rows = rows_of(draft.kind, draft.sections)
    for row in rows:
        row["faults"] = list(section_faults(draft, row["section"]))
    context = {
        "draft": draft,
        "rows": rows,
        "order_seen": seen_of(order_of(draft)),
        "fields": fields_of(draft.content),
        "fields_seen": seen_of(order_of_fields(draft)),
        "changes": deciding.changes_of(draft) if draft.is_open else [],
        "followers": pages_of(draft.kind).filter(outline__key=draft.key).count(),
        "runs": list(OutlineRun.objects.filter(draft=draft)[:RUNS_SHOWN]),
        "editors": list(draft.editors.all()),
        "can_edit": keeps and draft.is_draft,
        "can_review": reviews,
        "can_take_back": keeps and not reviews and draft.state == OutlineDraft.State.IN_REVIEW,
        "new_section": NewSectionForm(draft=draft),
        "return_form": return_form,
    }
    return render(request, "publication/outlines/draft.html", context, status=status)


def rows_of(kind: str, sections: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the sections with their places and duties in words, for a table."""
    return [
        {"place": place, "section": one, "duty": duty_in_words(kind, one)}
        for place, one in enumerate(sections, start=1)
    ]


def fields_of(content: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the extra fields with their places, kinds and sections in words, for a table."""
    labels = {one["key"]: one["label"] for one in content["sections"]}
    return in_words(content.get("extra_fields", ()), labels)


@require_POST
def act(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a draft, take it back, give it up, return it, or release it."""
    only_keepers(request.user)
    draft = draft_or_404(pk)
    form, seen = ReturnForm(request.POST), request.POST.get("seen", "")
    try:
        match request.POST.get("act"):
            case "send":
                deciding.send(pk, request.user, seen)
                done = _("The draft was sent. A second person of the reform office reviews it.")
            case "take_back":
                deciding.take_back(pk, request.user)
                done = _("It is a draft again.")
            case "give_up":
                deciding.give_up(pk, request.user)
                done = _("The draft was given up. The released version stays as it is.")
            case "return":
                if not form.is_valid():
                    return _draft_page(request, draft, form, status=422)
                deciding.send_back(pk, request.user, seen, form.cleaned_data["reason"])
                done = _("The draft was returned with your reason.")
            case "release":
                outline = deciding.release(pk, request.user, seen)
                messages.success(
                    request,
                    _("Version %(version)s is released. New pages are written by it.")
                    % {"version": outline.version},
                )
                return redirect("outlines_version", outline.pk)
            case _other:
                raise PermissionDenied
    except ValidationError as error:
        for sentence in error.messages:
            messages.error(request, sentence)
    else:
        messages.success(request, done)
    return redirect("outlines_draft", pk)
