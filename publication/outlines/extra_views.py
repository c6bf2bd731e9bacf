"""The extra fields of a draft in the admin: one field, a new one, their order, taking one out."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guides.choices import DocumentKind
from guides.models import OutlineDraft
from publication.outlines import extra_drafting
from publication.outlines.extra_forms import ExtraFieldForm
from publication.outlines.people import only_keepers
from publication.outlines.section_views import is_kept, moved_row
from publication.outlines.views import draft_or_404


def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Add an extra field behind the others."""
    only_keepers(request.user)
    draft = _of_guides(pk)
    form = ExtraFieldForm(request.POST or None, draft=draft)
    return _answer(
        request, draft, form, lambda: extra_drafting.add_field(pk, request.user, form.read)
    )


def field(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Edit one extra field."""
    only_keepers(request.user)
    draft = _of_guides(pk)
    declared = draft.extra_field(key)
    if declared is None and request.method != "POST":
        raise Http404
    # One that somebody saves after another took it out: what was typed stays.
    shown = declared or {"key": key}
    form = ExtraFieldForm(request.POST or None, draft=draft, declared=shown)
    return _answer(
        request,
        draft,
        form,
        lambda: extra_drafting.keep_field(pk, request.user, form.read, form.seen),
    )


def _of_guides(pk: int) -> OutlineDraft:
    """Return a draft that may have extra fields: a manual shows those of its guide."""
    draft = draft_or_404(pk)
    if draft.kind != DocumentKind.GUIDE:
        raise Http404
    return draft


def _answer(request, draft, form, keep):
    """Save what was sent, or show the form; a press of a row's button saves nothing."""
    if is_kept(request, form, keep):
        return redirect(_at(draft.pk, form.read["key"]))
    context = {"draft": draft, "form": form, "summary": form.is_bound and list(form.summary())}
    status = 422 if form.is_bound else 200
    return render(request, "publication/outlines/extra_field.html", context, status=status)


@require_POST
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Move an extra field up, down, or to a place."""
    only_keepers(request.user)
    draft_or_404(pk)
    key = moved_row(request, pk, extra_drafting.move_field, lambda draft: draft.extra_fields)
    return redirect(_at(pk, key) if key else reverse("outlines_draft", args=[pk]))


@require_POST
def take_out(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Take an extra field out of the next version."""
    only_keepers(request.user)
    draft = draft_or_404(pk)
    declared = draft.extra_field(key)
    if declared is None:
        messages.warning(request, _("Somebody else has taken this field out already."))
        return redirect(f"{reverse('outlines_draft', args=[pk])}#fields")
    try:
        extra_drafting.take_out(pk, request.user, key)
        messages.success(
            request,
            _(
                "“%(label)s” is taken out. What guides have written there stays in them as a field "
                "of an earlier outline, until its compiler deletes it."
            )
            % {"label": declared["label"]},
        )
    except ValidationError as error:
        messages.error(request, error.messages[0])
    return redirect(f"{reverse('outlines_draft', args=[pk])}#fields")


def _at(pk: int, key: Any) -> str:
    return f"{reverse('outlines_draft', args=[pk])}#field-{key}"
