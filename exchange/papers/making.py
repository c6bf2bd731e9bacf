"""Makes a paper of a Subject: which papers there are, and how each is written."""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from core.papers import pdf
from core.papers.content import Paper
from exchange.papers.certificate import certificate_of, certificate_pdf
from exchange.papers.full import full_paper, materials_paper, short_paper
from exchange.papers.notice import notice_pdf
from exchange.papers.printing import paper_html
from exchange.papers.subject import Subject
from guides.choices import DocumentKind
from guides.showing.language import speaking
from publication.models import PublishedVersion

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class Form(TextChoices):
    """The papers (公文) that a guide or manual can be had as."""

    NOTICE = "notice", _("Notice (PDF)")
    PDF = "pdf", _("Full text (PDF)")
    DOCX = "docx", _("Full text (Word)")
    SHORT = "short", _("Short form (PDF)")
    MATERIALS = "materials", _("List of materials (PDF)")
    CERTIFICATE = "certificate", _("Certificate of filing (PDF)")


OF_A_DOCUMENT = tuple(form for form in Form if form != Form.CERTIFICATE)
"""What is made of a Document; the certificate is made of the register."""
OF_A_MANUAL = frozenset({Form.PDF, Form.DOCX})


@dataclass(frozen=True)
class MadePaper:
    """A paper as it is sent: its bytes, their media type, and a file name."""

    content: bytes
    media_type: str
    name: str


def make(subject: Subject, form: str) -> MadePaper:
    """Return a paper; its language is Chinese in every session.

    Raises PdfUnavailableError without the libraries of the system, ValueError for a form that the
    kind of document does not have.
    """
    if subject.kind == DocumentKind.MANUAL and form not in OF_A_MANUAL:
        raise ValueError(f"a manual has no {form}")
    with speaking(settings.LANGUAGE_CODE):
        content = WRITERS[form](subject)
    version = subject.envelope["version"] if subject.envelope else None
    name = file_name(subject.code, subject.kind, form, version)
    return MadePaper(content, DOCX if form == Form.DOCX else PDF, name)


def make_certificate(version: PublishedVersion) -> MadePaper:
    """Return the certificate of a filed version; PdfUnavailableError without the libraries."""
    with speaking(settings.LANGUAGE_CODE):
        content = certificate_pdf(certificate_of(version))
    name = file_name(version.code, version.kind, Form.CERTIFICATE, version.version)
    return MadePaper(content, PDF, name)


def file_name(code: str, kind: str, form: str, version: int | None) -> str:
    """Return the name under which a paper is saved: code, version and form."""
    state = "draft" if version is None else f"v{version}"
    ending = "docx" if form == Form.DOCX else "pdf"
    part = kind if form in OF_A_MANUAL else form
    return f"{code}-{state}-{part}.{ending}"


def _as_pdf(paper_of: Callable[[Subject], Paper]) -> Callable[[Subject], bytes]:
    return lambda subject: pdf.pdf_of(paper_html(paper_of(subject)))


def _as_word(subject: Subject) -> bytes:
    from exchange.papers.word import paper_docx  # python-docx, which only this paper needs

    return paper_docx(full_paper(subject))


WRITERS: dict[str, Callable[[Subject], bytes]] = {
    Form.NOTICE: notice_pdf,
    Form.PDF: _as_pdf(full_paper),
    Form.DOCX: _as_word,
    Form.SHORT: _as_pdf(short_paper),
    Form.MATERIALS: _as_pdf(materials_paper),
}
