"""Filing (备案): publishes a Submission's bytes under a number, in one transaction.

Lock order is guide, filing counter, event counter; hashing, cutting and file registration are
done before the counters, and nothing here touches the network or a template.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.choices import Role
from core.people.signature import signature_of
from guides.choices import DocumentKind, Origin
from guides.document import GuideDocument, public_cut, sha256_hex
from guides.document.canonical import canonical_data
from moderation.choices import ChangeKind
from moderation.models import Submission
from publication.choices import EventType, State
from publication.filed_parts import keep_filed_parts
from publication.files import register_files
from publication.filing_number import take_number
from publication.life.state_changes import Change, brought_along, put_on_record
from publication.life.transitions import outcome
from publication.models import PublicState, PublishedVersion


@dataclass(frozen=True)
class Cut:
    """A Document ready to be filed: its text as submitted, and the public part of a guide."""

    kind: str
    text: str
    sha256: str
    public_text: str = ""
    public_sha256: str = ""

    @property
    def data(self) -> dict[str, Any]:
        """The full Document as JSON data."""
        return json.loads(self.text)

    @property
    def public(self) -> dict[str, Any]:
        """The public cut as JSON data; empty for a manual."""
        return json.loads(self.public_text) if self.public_text else {}


def cut_guide(text: str) -> Cut:
    """Return the Cut of a guide's canonical text; pydantic.ValidationError when it is none."""
    public_text = canonical_data(public_cut(GuideDocument.model_validate_json(text)))
    return Cut(DocumentKind.GUIDE, text, sha256_hex(text), public_text, sha256_hex(public_text))


def cut_manual(text: str) -> Cut:
    """Return the Cut of a manual's canonical text: it has no public part."""
    return Cut(DocumentKind.MANUAL, text, sha256_hex(text))


@transaction.atomic
def file_submission(
    submission: Submission, officer: Any, *, effective_on: date | None = None
) -> PublishedVersion:
    """File a Submission; return the PublishedVersion of its guide, or of its manual if only that
    changed.

    `effective_on` postpones what the Submission proposes; it never lies before today.
    Raises ValidationError when nothing changed or the guide has been abolished.
    """
    today = timezone.localdate()
    cuts = [cut_guide(submission.guide_text)]
    if submission.manual_text:
        cuts.append(cut_manual(submission.manual_text))
    envelope = {
        "filed_on": today,
        "filed_by": officer,
        **signature_of(officer, Role.FILING_OFFICER),
        "filing_body": settings.FILING_BODY,
        "published_on": today,
        "effective_on": max(effective_on or submission.effective_on or today, today),
        "submission": submission,
        "origin": Origin.OWN,
    }
    correction = submission.kind == ChangeKind.CORRECT
    # Before the counters, which nothing waits for long.
    keep_filed_parts(submission, cuts[0].data["item"]["authority"]["slug"])
    return publish(
        submission.code,
        cuts,
        envelope,
        number=lambda: take_number(today.year),
        correction=correction,
    )


def publish(
    code: str,
    cuts: Sequence[Cut],
    envelope: Mapping[str, Any],
    *,
    number: Callable[[], str],
    correction: bool = False,
) -> PublishedVersion:
    """Write versions, states and events of the Cuts that differ from what is filed.

    `envelope` holds the fields that filing assigns (with `version` when taken over); `number` is
    called for the filing number once everything slow is done. A `correction` mends the text in
    force. Raises ValidationError when nothing changed or the guide's state does not allow it.
    """
    states = {
        state.kind: state
        for state in PublicState.objects.select_for_update(of=("self",))
        .filter(code=code)
        .select_related("current")
        .defer("current__text", "current__public_text")
    }
    follows = EventType.CORRECTED if correction else EventType.REVISED
    if DocumentKind.GUIDE in states:
        outcome(states[DocumentKind.GUIDE].state, follows)
    newest = newest_versions(code)
    changed = [cut for cut in cuts if _is_to_file(cut, newest, states)]
    if not changed:
        raise ValidationError(_("Nothing has changed since the last filed version."))
    for cut in changed:
        register_files(code, cut.data, cut.public)
    changes = [
        _change(code, cut, newest.get(cut.kind), envelope, states, follows) for cut in changed
    ]
    filing_no = number()
    for change in changes:
        change.version.filing_no = filing_no
    guide_state = states.get(DocumentKind.GUIDE)
    for change in changes:
        change.by = envelope.get("filed_by")
    brought = [brought_along(guide_state, change) for change in changes]
    put_on_record([*changes, *filter(None, brought)])
    return changes[0].version


def newest_versions(code: str) -> dict[str, PublishedVersion]:
    """Return the newest filed version of a code for each kind, without the texts."""
    rows = PublishedVersion.objects.filter(code=code).defer("text", "public_text")
    return {row.kind: row for row in rows.order_by("version")}


def _is_to_file(cut, newest, states):
    """Return whether a Cut is a new version: it differs, or what has expired is renewed."""
    version, state = newest.get(cut.kind), states.get(cut.kind)
    has_expired = state is not None and state.state == State.EXPIRED
    return version is None or version.sha256 != cut.sha256 or has_expired


def _change(code, cut, newest, envelope, states, follows):
    """Return the Change that a Cut's new version is; ValidationError when it cannot follow."""
    version = _version(code, cut, newest, envelope)
    state = states.get(cut.kind) or PublicState(code=code, kind=cut.kind)
    event_type = follows if state.state else EventType.PUBLISHED
    outcome(state.state, event_type)
    payload = {
        "change_note": version.change_note,
        "effective_on": version.effective_on.isoformat(),
    }
    return Change(state, event_type, version, payload)


def _version(code, cut, newest, envelope):
    data = cut.data
    facts = {
        "version": (newest.version if newest else 0) + 1,
        "title": data["title"],
        "text": cut.text,
        "sha256": cut.sha256,
        "public_text": cut.public_text,
        "public_sha256": cut.public_sha256,
        "department_slug": data["item"]["authority"]["slug"],
        "change_note": data["change_note"],
    }
    return PublishedVersion(code=code, kind=cut.kind, **facts | envelope)
