"""Papers in the admin (公文): those of a page, filed or of its draft, and certificates."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from core.access.scope import scope_of
from core.audit import record
from core.audit.acts import DOWNLOADED
from core.files.content_store import ContentStore, path_for
from exchange.exporting import DRAFT, FILED, NotThereError
from exchange.models import StoredPaper
from exchange.papers.data_files import DATA_FORMS, data_file
from exchange.papers.making import DOCX, OF_A_DOCUMENT, OF_A_MANUAL, PDF, Form, file_name
from exchange.papers.queueing import QueueFullError
from exchange.papers.store import (
    certificate_paper,
    current_state,
    paper_in_force,
    paper_of_draft,
)
from guides.choices import DocumentKind
from guides.models import GuidePage, ManualPage
from publication.models import PublishedVersion

ASKS_AGAIN_S = 3
Pages = GuidePage | ManualPage


@require_GET
def papers(request: HttpRequest, page_id: int) -> HttpResponse:
    """List the papers of a guide or manual: of the version in force, and of the newest draft."""
    page, code, kind = _readable(request, page_id)
    state = current_state(code, kind)
    forms = [form for form in OF_A_DOCUMENT if _has_form(kind, form)]
    context = {
        "page": page,
        "forms": [(form.value, form.label) for form in forms] + list(DATA_FORMS.items()),
        "state": state,
        "is_guide": kind == DocumentKind.GUIDE,
    }
    return render(request, "exchange/papers/admin/papers.html", context)


@require_GET
def paper(request: HttpRequest, page_id: int, source: str, form: str) -> HttpResponse:
    """Send a paper of a page, or say that it is being made."""
    _page, code, kind = _readable(request, page_id)
    if source not in (DRAFT, FILED):
        raise Http404
    back = reverse("exchange_papers", args=[page_id])
    if form in DATA_FORMS:
        return data_file(request, code, kind, source, form, back)
    if form not in OF_A_DOCUMENT or not _has_form(kind, form):
        raise Http404
    try:
        if source == DRAFT:
            return _sent(request, paper_of_draft(code, kind, form), back)
        state = current_state(code, kind)
        if state is None:
            raise Http404
        return _sent(request, paper_in_force(state, form), back)
    except NotThereError as error:
        raise Http404 from error
    except QueueFullError:
        return _waiting(request, back, is_busy=True)


@require_GET
def certificate(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the certificate of a filed version, for those who read the whole register."""
    if not scope_of(request.user).sees_all_departments:
        raise PermissionDenied
    versions = PublishedVersion.objects.defer("text", "public_text")
    version = get_object_or_404(versions, pk=pk)
    back = reverse("publication:state", args=[version.code])
    try:
        return _sent(request, certificate_paper(version), back)
    except QueueFullError:
        return _waiting(request, back, is_busy=True)


def _readable(request: HttpRequest, page_id: int) -> tuple[Pages, str, str]:
    """Return (page, code, kind) of a guide's or manual's page that this person may read."""
    page: Pages | None = GuidePage.objects.filter(pk=page_id).first()
    kind, code = DocumentKind.GUIDE, getattr(page, "code", "")
    if page is None:
        page = get_object_or_404(ManualPage, pk=page_id)
        kind, code = DocumentKind.MANUAL, page.get_parent().specific.code
    if not page.permissions_for_user(request.user).can_view():
        raise PermissionDenied
    return page, code, kind


def _has_form(kind: str, form: str) -> bool:
    return kind == DocumentKind.GUIDE or form in OF_A_MANUAL


def _sent(request: HttpRequest, found: StoredPaper, back: str) -> HttpResponse:
    if found.state != StoredPaper.State.MADE:
        return _waiting(request, back, failed=found)
    version = found.version.version if found.version is not None else None
    name = file_name(found.code, found.kind, found.form, version)
    if version is None:
        content = StoredPaper.objects.values_list("content", flat=True).get(pk=found.pk)
        response: Any = HttpResponse(bytes(content or b""))
    else:
        response = FileResponse(ContentStore().open(path_for(found.sha256)))
    is_word = found.form == Form.DOCX
    response["Content-Type"] = DOCX if is_word else PDF
    response["Content-Disposition"] = content_disposition_header(is_word, name)
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    record(DOWNLOADED, by=request.user, label=name, sha256=found.sha256)
    return response


def _waiting(
    request: HttpRequest, back: str, *, failed: StoredPaper | None = None, is_busy: bool = False
) -> HttpResponse:
    """Return the page of a paper that is not there: in the making, failed, or too many wait."""
    has_failed = failed is not None and failed.state == StoredPaper.State.FAILED
    message = failed.message if failed is not None and has_failed else ""
    context = {
        "message": message,
        "is_busy": is_busy or has_failed,
        "seconds": ASKS_AGAIN_S,
        "back": back,
    }
    status = 503 if is_busy or has_failed else 202
    response = render(request, "exchange/papers/admin/waiting.html", context, status=status)
    response["Cache-Control"] = "private, no-store"
    return response
