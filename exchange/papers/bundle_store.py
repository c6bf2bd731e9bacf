"""The papers of one thing (一件事) that were asked for, each made once for its guides in force."""

from django.conf import settings
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from core.models import Department
from core.papers import pdf
from exchange.models import StoredPaper
from exchange.papers.bundle import BundleSubject, bundle_notice, bundle_paper
from exchange.papers.making import DOCX, PDF, MadePaper
from exchange.papers.printing import paper_html
from exchange.papers.queueing import found_or_queued, key_of
from guides.choices import DocumentKind
from guides.showing.language import speaking
from publication.bundles.reading import filed_bundle, joint_of, left_out
from publication.models import BundleVersion, PublicState


class BundleForm(TextChoices):
    """The papers (公文) that a bundle can be had as."""

    PDF = "pdf", _("Full text (PDF)")
    DOCX = "docx", _("Full text (Word)")
    NOTICE = "notice", _("Notice (PDF)")


class NotFiledError(Exception):
    """There is no such bundle, or none of its guides is in force."""


def paper_of_bundle(version: BundleVersion, form: str) -> StoredPaper:
    """Return a paper of a filed bundle with its guides in force, made or not; it is queued when it
    is new.

    Raises QueueFullError.
    """
    codes = [part["code"] for part in version.content["parts"]]
    states = PublicState.objects.filter(kind=DocumentKind.GUIDE, code__in=codes).order_by("code")
    facts = [version.pk, list(states.values_list("code", "state", "current_id"))]
    return found_or_queued(
        key_of(form, facts), code=version.slug, kind=StoredPaper.BUNDLE, form=form
    )


def make_bundle_paper(slug: str, form: str) -> MadePaper:
    """Return a paper of a filed bundle, in Chinese; NotFiledError without one, PdfUnavailableError
    without the libraries of the system.
    """
    with speaking(settings.LANGUAGE_CODE):
        subject = _subject(slug)
        if form == BundleForm.NOTICE:
            content = bundle_notice(subject)
        elif form == BundleForm.PDF:
            content = pdf.pdf_of(paper_html(bundle_paper(subject)))
        else:
            from exchange.papers.word import paper_docx  # python-docx, which only this paper needs

            content = paper_docx(bundle_paper(subject))
    media_type = DOCX if form == BundleForm.DOCX else PDF
    return MadePaper(content, media_type, file_name(slug, subject.version, form))


def file_name(slug: str, version: int, form: str) -> str:
    """Return the name under which a paper of a bundle is saved."""
    ending = "docx" if form == BundleForm.DOCX else "pdf"
    return f"{slug}-v{version}-{form if form == BundleForm.NOTICE else StoredPaper.BUNDLE}.{ending}"


def _subject(slug: str) -> BundleSubject:
    version = filed_bundle(slug)
    if version is None:
        raise NotFiledError(slug)
    joint, gone = joint_of(version.content)
    if not joint.parts:
        raise NotFiledError(slug)
    lead = Department.objects.filter(slug=version.content["department"]).first()
    return BundleSubject(
        slug,
        version.content,
        joint,
        version.version,
        version.filing_no,
        version.filed_on,
        lead.name if lead else "",
        left_out=[one["name"] for one in left_out(gone)],
    )
