"""Importing in the admin (导入): the list of files, progress and report, columns, the way back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from core.lists.paging import CappedPaginator
from exchange.importing.proposing import UnknownColumn, remember
from exchange.models import Upload
from exchange.reading.files import UnreadableError
from exchange.uploads.access import (
    can_upload,
    can_upload_catalogues,
    departments_of,
    uploads_of,
)
from exchange.uploads.correcting import correct
from exchange.uploads.forms import CatalogueForm, ColumnsForm, UploadForm
from exchange.uploads.records import returned_workbook
from exchange.uploads.starting import start_catalogue, start_file, start_text
from exchange.uploads.tables import tables_for

A_PAGE = 20
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def imports(request: HttpRequest) -> HttpResponse:
    """Show the files that somebody brought, and take new ones."""
    user = request.user
    if not (can_upload(user) or can_upload_catalogues(user)):
        raise PermissionDenied
    posted = request.method == "POST"
    of_catalogue = "catalogue" in request.POST
    form = catalogue_form = None
    if can_upload(user):
        given = (request.POST, request.FILES) if posted and not of_catalogue else (None, None)
        form = UploadForm(*given, departments=departments_of(user))
        if posted and not of_catalogue and form.is_valid():
            return _started(request, form)
    if can_upload_catalogues(user):
        given = (request.POST, request.FILES) if posted and of_catalogue else (None, None)
        catalogue_form = CatalogueForm(*given)
        if posted and of_catalogue and catalogue_form.is_valid():
            name, content = catalogue_form.cleaned_data["file"]
            extent = catalogue_form.cleaned_data["extent"]
            upload = start_catalogue(user, name, content, extent)
            return redirect("exchange_upload", upload.pk)
    pages = CappedPaginator(
        uploads_of(user).defer("content", "reading", "answers", "problems"), A_PAGE
    )
    context = {
        "form": form,
        "catalogue_form": catalogue_form,
        "tables": tables_for(user),
        "uploads": pages.get_page(request.GET.get("p")),
    }
    return render(request, "exchange/imports.html", context, status=422 if posted else 200)


def _started(request: HttpRequest, form: UploadForm) -> HttpResponse:
    data = form.cleaned_data
    uploads = [start_file(request.user, data["department"], *file) for file in data["files"]]
    if data["text"].strip():
        try:
            uploads.append(start_text(request.user, data["department"], data["text"]))
        except UnreadableError as error:
            messages.error(request, str(error))
    if len(uploads) == 1:
        return redirect("exchange_upload", uploads[0].pk)
    message = ngettext("%(count)s file was taken.", "%(count)s files were taken.", len(uploads))
    messages.success(request, message % {"count": len(uploads)})
    return redirect("exchange_imports")


def _upload(request: HttpRequest, pk: int) -> Upload:
    return get_object_or_404(uploads_of(request.user), pk=pk)


def upload(request: HttpRequest, pk: int) -> HttpResponse:
    """Show where a file stands: its text to be corrected, its columns, its progress or report."""
    found = _upload(request, pk)
    if found.state == Upload.State.CORRECTING:
        return correct(request, found)
    if found.state == Upload.State.MAPPING:
        return _columns(request, found)
    if request.method == "POST":
        return redirect("exchange_upload", pk)
    return render(request, "exchange/upload.html", {"upload": found, "counts": _counts(found)})


def _counts(found: Upload) -> list[tuple[str, int]]:
    words = {
        "created": _("new"),
        "updated": _("changed"),
        "unchanged": _("unchanged"),
        "cancelled": _("cancelled"),
        "refused": _("refused"),
    }
    if found.kind != Upload.Kind.CATALOGUE:
        del words["cancelled"]
    return [(word, found.counts.get(key, 0)) for key, word in words.items()]


def _columns(request: HttpRequest, found: Upload) -> HttpResponse:
    columns = [UnknownColumn(**one) for one in found.reading["columns"]]
    form = ColumnsForm(request.POST or None, columns=columns)
    if request.method == "POST" and form.is_valid():
        remember(form.assigned())
        found.columns = found.columns | form.assigned()
        found.state = Upload.State.WAITING
        found.save(update_fields=["columns", "state"])
        return redirect("exchange_upload", found.pk)
    return render(request, "exchange/columns.html", {"upload": found, "form": form})


@require_GET
def progress(request: HttpRequest, pk: int) -> JsonResponse:
    """Return how far a file is, for the script of its page."""
    found = _upload(request, pk)
    return JsonResponse({
        "state": found.state,
        "is_finished": found.state not in Upload.UNFINISHED,
        "done": found.done,
        "total": found.total,
        "percent": found.percent,
    })  # fmt: skip


@require_GET
def returned(request: HttpRequest, pk: int) -> HttpResponse:
    """Return an uploaded workbook with what was refused marked in it."""
    found = _upload(request, pk)
    if not (found.name.lower().endswith(".xlsx") and found.problems and found.content):
        return redirect("exchange_upload", pk)
    response = HttpResponse(returned_workbook(found), content_type=XLSX)
    name = _("returned") + f"-{found.name}"
    response["Content-Disposition"] = content_disposition_header(True, name) or ""
    return response


@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an upload away; what was made of it stays."""
    found = _upload(request, pk)
    if found.state == Upload.State.RUNNING:
        messages.error(request, _("This file is being taken in; wait until it is done."))
        return redirect("exchange_upload", pk)
    found.delete()
    messages.success(request, _("The file was taken away. Guides made of it stay."))
    return redirect("exchange_imports")
