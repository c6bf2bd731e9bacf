"""How a draft will head the editor's form, and a page of a guide that is written by it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from guides.choices import DocumentKind
from guides.editor.section_groups import overview
from guides.models import GuidePage, ManualPage, Outline, OutlineDraft
from guides.outlines.differences import duty_in_words
from guides.outlines.loading import OutlineFile, outline_of
from guides.outlines.paths import document_of
from publication.outlines.people import only_lookers
from publication.outlines.views import draft_or_404, fields_of


@require_GET
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the sections as the editor lists them, with guidance and what must be filled in."""
    only_lookers(request.user)
    draft = draft_or_404(pk)
    blank = document_of(draft.kind)
    english = (get_language() or "").startswith("en")
    context = {
        "draft": draft,
        "groups": overview(blank, _outline(draft), english).groups,
        "rows": [(one, duty_in_words(draft.kind, one)) for one in draft.sections],
        "fields": fields_of(draft.content),
        "sample": sample_of(draft),
    }
    return render(request, "publication/outlines/preview.html", context)


@require_GET
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the newest guide or manual of this outline as the draft would head it."""
    only_lookers(request.user)
    draft = draft_or_404(pk)
    sample = sample_of(draft)
    if sample is None:
        raise Http404
    newest = sample.get_latest_revision_as_object()
    newest.outline = _outline(draft)
    return newest.serve_preview(request, "zh-hans")


def sample_of(draft: OutlineDraft) -> Any:
    """Return the newest page that is written by an earlier version, else by any; or None."""
    model: Any = ManualPage if draft.kind == DocumentKind.MANUAL else GuidePage
    pages = model.objects.order_by("-pk")
    return pages.filter(outline__key=draft.key).first() or pages.first()


def _outline(draft: OutlineDraft) -> Outline:
    return outline_of(OutlineFile.model_validate(draft.content))
