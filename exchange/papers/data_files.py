"""A guide or manual as data, beside its papers: the workbook to edit elsewhere, and the JSON."""

from hashlib import sha256

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _

from core.audit import record
from core.audit.acts import DOWNLOADED
from core.papers import tables
from exchange.exporting import NotThereError, document_text, workbook
from exchange.workbooks.cells import CellError

JSON, WORKBOOK = "json", tables.XLSX
DATA_FORMS = {WORKBOOK: _("Workbook (Excel)"), JSON: _("Document (JSON)")}
MEDIA_TYPES = {WORKBOOK: tables.MEDIA_TYPES[tables.XLSX], JSON: "application/json"}


def data_file(
    request: HttpRequest, code: str, kind: str, state: str, form: str, back: str
) -> HttpResponse:
    """Return the newest draft or filed version as a file, with all that only officials read.

    A text that no cell can hold leads back with the reason; Http404 where nothing is there.
    """
    try:
        content = (
            workbook(code, kind, state=state)
            if form == WORKBOOK
            else document_text(code, kind, state=state).encode()
        )
    except NotThereError as error:
        raise Http404 from error
    except CellError as error:
        messages.error(request, str(error))
        return HttpResponseRedirect(back)
    name = f"{code}-{state}-{kind}.{form}"
    response = HttpResponse(content, content_type=MEDIA_TYPES[form])
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    record(DOWNLOADED, by=request.user, label=name, sha256=sha256(content).hexdigest())
    return response
