"""Papers of one thing (`bundle.pdf`, `bundle.docx`, `notice.pdf` beside its page)."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse

from exchange.papers.bundle_store import file_name, paper_of_bundle
from home.errors import not_found
from home.reading_only import reading_only
from home.views.paper import asked_for
from publication.bundles.reading import filed_bundle


@reading_only
def bundle_paper(request: HttpRequest, slug: str, form: str) -> HttpResponseBase:
    """Return a paper of a bundle with its guides in force; 202 while it is made."""
    version = filed_bundle(slug)
    if version is None:
        return not_found(request)
    return asked_for(
        request,
        lambda: paper_of_bundle(version, form),
        name=file_name(slug, version.version, form),
        back=reverse("home:bundle", args=[slug]),
    )
