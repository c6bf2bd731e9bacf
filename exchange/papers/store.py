"""Papers that were asked for: found by what they depend on, else put into the queue."""

import hashlib
import json
from datetime import timedelta
from typing import Any

from django.utils import timezone

from exchange.exporting import DRAFT, document_text
from exchange.models import StoredPaper
from exchange.papers.making import Form, MadePaper, make, make_certificate
from exchange.papers.subject import Subject
from exchange.papers.subjects import standing_of, subject_of_version
from guides.choices import DocumentKind
from publication.models import PublicState, PublishedVersion
from publication.register import with_names

LAYOUT = 1
"""Of all papers: a higher number has each made anew when it is next asked for."""
MOST_WAITING = 200
"""So many papers may wait; whoever asks for one more is told to come again."""
AGAIN_AFTER = timedelta(minutes=10)
"""What could not be made is tried again then: a library may have been installed."""
DRAFTS_KEPT = timedelta(days=1)


class QueueFullError(Exception):
    """Too many papers wait to be made."""


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
    return _found_or_queued(
        _key(form, facts),
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
    return _found_or_queued(
        _key(Form.CERTIFICATE, [version.pk]),
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
    return _found_or_queued(
        _key(form, [code, kind, text, today]), code=code, kind=kind, form=form, draft_text=text
    )


def made_of(paper: StoredPaper) -> MadePaper:
    """Return a paper as it is sent; PdfUnavailableError without the libraries of the system."""
    if paper.version is None:
        draft = Subject(paper.code, paper.kind, json.loads(paper.draft_text))
        return make(draft, paper.form)
    if paper.form == Form.CERTIFICATE:
        named = with_names(PublishedVersion.objects.filter(pk=paper.version.pk))
        return make_certificate(named.get())
    return make(subject_of_version(paper.version, paper.standing), paper.form)


def forget_drafts(until: float) -> int:
    """Delete the papers of drafts that were asked for yesterday or before; return how many."""
    old = StoredPaper.objects.filter(
        version=None, requested_at__lt=timezone.now() - DRAFTS_KEPT
    ).values_list("pk", flat=True)[:100]
    deleted, _by_model = StoredPaper.objects.filter(pk__in=list(old)).delete()
    return deleted


def _key(form: str, facts: list[Any]) -> str:
    text = json.dumps([LAYOUT, form, facts], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _found_or_queued(key: str, **fields: Any) -> StoredPaper:
    found = StoredPaper.objects.defer("content", "draft_text").filter(key=key).first()
    if found is not None:
        return _again(found)
    if StoredPaper.objects.filter(state=StoredPaper.State.WAITING).count() >= MOST_WAITING:
        raise QueueFullError
    return StoredPaper.objects.get_or_create(key=key, defaults=fields)[0]


def _again(paper: StoredPaper) -> StoredPaper:
    now = timezone.now()
    has_failed = paper.state == StoredPaper.State.FAILED
    if has_failed and paper.requested_at < now - AGAIN_AFTER:
        paper.state, paper.attempts, paper.requested_at = StoredPaper.State.WAITING, 0, now
        paper.save(update_fields=["state", "attempts", "requested_at"])
    return paper
