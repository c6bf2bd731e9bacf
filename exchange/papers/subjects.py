"""Finds what a paper is made of: the version in force, or the newest draft."""

import json
from collections.abc import Mapping

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
    return subject_of_version(state.current, standing_of(state))


def standing_of(state: PublicState) -> dict[str, str]:
    """Return a state with its reason, since and until (ISO dates), as papers say it."""
    return {
        "state": state.state,
        "reason": state.reason,
        "since": state.since.isoformat() if state.since else "",
        "until": state.until.isoformat() if state.until else "",
    }


def subject_of_version(version: PublishedVersion, standing: Mapping[str, str]) -> Subject:
    """Return a version as it stands; a guide shows its public part and nothing else."""
    is_public = version.kind == DocumentKind.GUIDE
    return Subject(
        version.code,
        version.kind,
        json.loads(version.public_text if is_public else version.text),
        version.envelope(standing["state"], public=is_public),
        standing,
    )


def draft_subject(code: str, kind: str = DocumentKind.GUIDE) -> Subject:
    """Return the newest draft, of a guide its public part; NotThereError without one."""
    is_public = kind == DocumentKind.GUIDE
    text = document_text(code, kind, state=DRAFT, public=is_public)
    return Subject(code, kind, json.loads(text))
