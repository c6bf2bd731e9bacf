"""Files that filed versions name, by their content: `/files/<sha256>/<name>`."""

from http import HTTPStatus

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from core.audit import record
from core.audit.acts import DOWNLOADED
from core.running.use_counts import DOWNLOAD
from home.content_answer import send_content
from home.counting import count_use
from home.errors import not_found
from home.officials import private, turned_away
from home.reading_only import reading_only
from publication.models import PublishedFile

FOREVER = "public, max-age=31536000, immutable"
SENT = (HTTPStatus.OK, HTTPStatus.PARTIAL_CONTENT)


@reading_only
def file(request: HttpRequest, sha256: str, name: str) -> HttpResponseBase:
    """Return a file's bytes: those that guides name to everybody, others to officials."""
    named = PublishedFile.objects.filter(sha256=sha256, name=name)
    found = named.order_by("-is_public").first()
    if found is None:
        return not_found(request)
    if not found.is_public and (refusal := turned_away(request)):
        return refusal
    response = send_content(request, found.sha256, found.name, FOREVER)
    if response is None:
        return not_found(request)
    if found.is_public:
        count_use(DOWNLOAD, request, response, found.code)
        return response
    if response.status_code in SENT and request.method == "GET":
        record(DOWNLOADED, by=request.user, label=found.name, sha256=found.sha256)
    return private(response)
