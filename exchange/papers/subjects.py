"""Finds what a paper is made of: the version in force, a numbered one, or the newest draft."""

import json

from django.utils.translation import gettext as _

from exchange.exporting import DRAFT, NotThereError, document_text
from exchange.papers.subject import Subject
from guides.choices import DocumentKind
from publication.models import PublicState, PublishedVersion
from publication.reading import current


def filed_subject(code: str, kind: str = DocumentKind.GUIDE) -> Subject:
    """Return the version in force, of a guide its public part; NotThereError without one."""
    state = current(code, kind)
    if state is None:
        raise NotThereError(
            _("“%(code)s” has not been filed. A draft is put on paper with --draft.")
            % {"code": code}
        )
    return subject_of(state, state.current)


def subject_of(state: PublicState, version: PublishedVersion) -> Subject:
    """Return a version as it stands; a guide shows its public part and nothing else."""
    is_public = version.kind == DocumentKind.GUIDE
    return Subject(
        version.code,
        version.kind,
        json.loads(version.public_text if is_public else version.text),
        version.envelope(state.state, public=is_public),
        {
            "reason": state.reason,
            "since": state.since.isoformat() if state.since else "",
            "until": state.until.isoformat() if state.until else "",
        },
    )


def draft_subject(code: str, kind: str = DocumentKind.GUIDE) -> Subject:
    """Return the newest draft, of a guide its public part; NotThereError without one."""
    is_public = kind == DocumentKind.GUIDE
    text = document_text(code, kind, state=DRAFT, public=is_public)
    return Subject(code, kind, json.loads(text))
