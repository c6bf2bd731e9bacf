"""Filing (备案): publishes a Submission's bytes under a number, in one transaction.

Lock order is guide, filing counter, event counter; hashing, cutting and file registration are
done before the counters, and nothing here touches the network or a template.
"""

import json
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from guides.choices import DocumentKind, Origin
from guides.document import GuideDocument, public_cut, sha256_hex
from guides.document.canonical import canonical_data
from publication.choices import EventType, State
from publication.event_log import event_of, take_places
from publication.files import register_files
from publication.filing_number import take_number
from publication.models import Event, PublicState, PublishedVersion
from publication.summary import summary_of


@dataclass(frozen=True)
class Cut:
    """A Document ready to be filed: its text as submitted, and the public part of a guide."""

    kind: str
    text: str
    sha256: str
    public_text: str = ""
    public_sha256: str = ""

    @property
    def data(self):
        """The full Document as JSON data."""
        return json.loads(self.text)

    @property
    def public(self):
        """The public cut as JSON data; empty for a manual."""
        return json.loads(self.public_text) if self.public_text else {}


def cut_guide(text):
    """Return the Cut of a guide's canonical text; pydantic.ValidationError when it is none."""
    public_text = canonical_data(public_cut(GuideDocument.model_validate_json(text)))
    return Cut(DocumentKind.GUIDE, text, sha256_hex(text), public_text, sha256_hex(public_text))


def cut_manual(text):
    """Return the Cut of a manual's canonical text: it has no public part."""
    return Cut(DocumentKind.MANUAL, text, sha256_hex(text))


@transaction.atomic
def file_submission(submission, officer, *, effective_on=None):
    """File a Submission; gives the PublishedVersion of its guide, or of its manual if only that
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
        "filing_body": settings.FILING_BODY,
        "published_on": today,
        "effective_on": max(effective_on or submission.effective_on or today, today),
        "submission": submission,
        "origin": Origin.OWN,
    }
    return publish(submission.code, cuts, envelope, number=lambda: take_number(today.year))


def publish(code, cuts, envelope, *, number):
    """Write versions, states and events of the Cuts that differ from what is filed.

    `envelope` holds the fields that filing assigns (with `version` when taken over); `number` is
    called for the filing number once everything slow is done.
    """
    states = {
        state.kind: state for state in PublicState.objects.select_for_update().filter(code=code)
    }
    newest = newest_versions(code)
    changed = [cut for cut in cuts if _differs(cut, newest.get(cut.kind))]
    if not changed:
        raise ValidationError(_("Nothing has changed since the last filed version."))
    if any(state.state == State.ABOLISHED for state in states.values()):
        raise ValidationError(_("An abolished guide cannot be filed again."))
    for cut in changed:
        register_files(code, cut.data, cut.public)
    versions = [_version(code, cut, newest.get(cut.kind), envelope) for cut in changed]
    filing_no = number()
    now = timezone.now()
    for version, cut, seq in zip(versions, changed, take_places(len(changed)), strict=True):
        version.filing_no, version.seq = filing_no, seq
        version.save(force_insert=True)
        _enter(version, cut, states.get(cut.kind), now)
    return versions[0]


def newest_versions(code):
    """Return the newest filed version of a code for each kind, without the texts."""
    rows = PublishedVersion.objects.filter(code=code).defer("text", "public_text")
    return {row.kind: row for row in rows.order_by("version")}


def _differs(cut, version):
    return version is None or version.sha256 != cut.sha256


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


def _enter(version, cut, state, now):
    """Write the event of a new version, and what readers get from now on."""
    first = state is None
    if first:
        state = PublicState(code=version.code, kind=version.kind, state=State.SCHEDULED)
    state.newest_version = max(version.version, state.newest_version or 0)
    in_force = version.effective_on <= timezone.localdate()
    if first or in_force:
        make_current(state, version, cut.public)
    if in_force and state.state == State.SCHEDULED:
        state.state = State.CURRENT
    state.due_on = next_due(state, pending=[] if in_force else [version])
    state.seq, state.updated_at = version.seq, now
    state.save()
    payload = {"change_note": cut.data["change_note"], "effective_on": str(version.effective_on)}
    event_type = EventType.PUBLISHED if first else EventType.REVISED
    Event.objects.bulk_create(
        [event_of(version, event_type, seq=version.seq, at=now, payload=payload)]
    )


def next_due(state, pending):
    """Return the date on which a state changes by itself: a version takes effect or one expires."""
    days = [version.effective_on for version in pending]
    if state.due_on:
        days.append(state.due_on)
    if state.current.expires_on:
        days.append(state.current.expires_on + timedelta(days=1))
    return min(days, default=None)


def make_current(state, version, public=None):
    """Let `version` be what readers get of a code; `public` is its public cut if at hand."""
    if public is None:
        public = json.loads(version.public_text) if version.public_text else {}
    item = json.loads(version.text)["item"]
    state.current = version
    state.title = version.title
    state.department_slug = version.department_slug
    state.item_key = f"{version.department_slug}:{item['codes']['basic']}"
    state.since = date.fromisoformat(str(version.effective_on))
    state.summary = summary_of(public) if public else {}
