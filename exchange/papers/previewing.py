"""Papers of a draft as the editor's preview shows them: HTML, without the libraries of PDFs."""

from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings

from exchange.papers.full import short_paper
from exchange.papers.making import Form
from exchange.papers.notice import FITS, notice_html
from exchange.papers.printing import paper_html
from exchange.papers.subject import Subject
from guides.choices import DocumentKind
from guides.showing.language import speaking

WRITERS: dict[str, Callable[[Subject], str]] = {
    Form.SHORT: lambda subject: paper_html(short_paper(subject)),
    Form.NOTICE: lambda subject: notice_html(subject, FITS[0]),
}


def draft_paper(form: str, code: str, document: Mapping[str, Any]) -> str:
    """Return a paper of a draft as HTML; KeyError for a form that has no preview.

    A notice stands in its largest type here; on paper it is tightened until it fits on a page.
    """
    with speaking(settings.LANGUAGE_CODE):
        return WRITERS[form](Subject(code, DocumentKind.GUIDE, document))
