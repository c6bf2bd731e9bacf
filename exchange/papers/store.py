"""Papers that were asked for: found by what they depend on, else put into the queue."""

import json
from datetime import timedelta

from django.utils import timezone

from exchange.exporting import DRAFT, document_text
from exchange.models import StoredPaper
from exchange.papers.bundle_store import make_bundle_paper
from exchange.papers.making import Form, MadePaper, make, make_certificate
from exchange.papers.queueing import found_or_queued, key_of
from exchange.papers.subject import Subject
from exchange.papers.subjects import standing_of, subject_of_version
from guides.choices import DocumentKind
from publication.models import PublicState, PublishedVersion
from publication.register import with_names

DRAFTS_KEPT = timedelta(days=1)


def current_state(code: str, kind: str = DocumentKind.GUIDE) -> PublicState | None:
    """Return what readers get of a code, with its version but without texts; None without one."""
    found = PublicState.objects.select_related("current").filter(code=code, kind=kind)
    return found.defer("current__text", "current__public_text").first()


def paper_in_force(state: PublicState, form: str) -> StoredPaper:
    """Return the paper of the version in force, made or not; it is queued when it is new.

    Raises QueueFullError.
    """
    standing = standing_of(state)
    facts = [state.current_id, standing]
    return found_or_queued(
        key_of(form, facts),
        code=state.code,
        kind=state.kind,
        form=form,
        version=state.current,
        standing=standing,
    )


def certificate_paper(version: PublishedVersion) -> StoredPaper:
    """Return the certificate of a filed version, made or not; it is queued when it is new.

    Raises QueueFullError.
    """
    return found_or_queued(
        key_of(Form.CERTIFICATE, [version.pk]),
        code=version.code,
        kind=version.kind,
        form=Form.CERTIFICATE,
        version=version,
    )


def paper_of_draft(code: str, kind: str, form: str) -> StoredPaper:
    """Return the paper of the newest draft, of a guide its public part; queued when it is new.

    Raises QueueFullError, and NotThereError without a draft.
    """
    text = document_text(code, kind, state=DRAFT, public=kind == DocumentKind.GUIDE)
    today = timezone.localdate().isoformat()
    return found_or_queued(
        key_of(form, [code, kind, text, today]), code=code, kind=kind, form=form, draft_text=text
    )


def made_of(paper: StoredPaper) -> MadePaper:
    """Return a paper as it is sent; PdfUnavailableError without the libraries of the system."""
    if paper.kind == StoredPaper.BUNDLE:
        return make_bundle_paper(paper.code, paper.form)
    if paper.version is None:
        draft = Subject(paper.code, paper.kind, json.loads(paper.draft_text))
        return make(draft, paper.form)
    if paper.form == Form.CERTIFICATE:
        named = with_names(PublishedVersion.objects.filter(pk=paper.version.pk))
        return make_certificate(named.get())
    return make(subject_of_version(paper.version, paper.standing), paper.form)


def forget_drafts(until: float) -> int:
    """Delete the papers of drafts that were asked for yesterday or before; return how many."""
    drafts = StoredPaper.objects.filter(version=None).exclude(kind=StoredPaper.BUNDLE)
    old = drafts.filter(requested_at__lt=timezone.now() - DRAFTS_KEPT)
    some = list(old.values_list("pk", flat=True)[:100])
    deleted, _by_model = StoredPaper.objects.filter(pk__in=some).delete()
    return deleted
