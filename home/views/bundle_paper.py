"""Papers of one thing (`bundle.pdf`, `bundle.docx`, `notice.pdf` beside its page)."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import content_disposition_header

from exchange.models import StoredPaper
from exchange.papers.bundle_store import BundleForm, file_name, paper_of_bundle
from exchange.papers.making import DOCX, PDF
from exchange.papers.queueing import QueueFullError
from home.content_answer import NOTHING_RUNS
from home.errors import not_found
from home.http_cache import CACHE_CONTROL
from home.reading_only import reading_only
from home.views.paper import being_made, busy
from publication.bundles.reading import filed_bundle


@reading_only
def bundle_paper(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """Return a paper of a bundle with its guides in force; 202 while it is made."""
    version = filed_bundle(slug)
    if version is None:
        return not_found(request)
    back = reverse("home:bundle", args=[slug])
    try:
        found = paper_of_bundle(version, form)
    except QueueFullError:
        return busy(request, back)
    if found.state == StoredPaper.State.MADE:
        return _sent(found, file_name(slug, version.version, form))
    return (
        busy(request, back)
        if found.state == StoredPaper.State.FAILED
        else being_made(request, back)
    )


def _sent(found, name):
    content = StoredPaper.objects.values_list("content", flat=True).get(pk=found.pk)
    is_word = found.form == BundleForm.DOCX
    response = HttpResponse(bytes(content or b""), content_type=DOCX if is_word else PDF)
    response.headers["Content-Disposition"] = str(content_disposition_header(is_word, name))
    response["Cache-Control"] = CACHE_CONTROL
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = NOTHING_RUNS
    return response
