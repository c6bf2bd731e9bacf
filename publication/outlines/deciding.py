"""Review and release of an outline's draft: what one person has written, another one releases."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import log

from core.audit import record
from core.running.retrying import retrying
from guides.choices import DocumentKind
from guides.models import Outline, OutlineDraft
from guides.outlines.differences import differences
from guides.outlines.loading import OutlineFile, file_of, keep_version
from publication.acts import (
    OUTLINE_GIVEN_UP,
    OUTLINE_RELEASED,
    OUTLINE_RETURNED,
    OUTLINE_SENT,
    OUTLINE_TAKEN_BACK,
)
from publication.outlines.drafting import NOT_A_DRAFT, newest_version
from publication.outlines.obstacles import faults_of
from publication.outlines.people import is_second, only_keepers

State = OutlineDraft.State
NOT_IN_REVIEW = gettext_lazy("This does not wait for a review any more. Load the page again.")
CHANGED = gettext_lazy("The draft has changed since you opened it. Look at it once more.")


def changes_of(draft: OutlineDraft) -> list[str]:
    """Return in sentences how a draft differs from what it was begun from; all of a new outline."""
    if draft.base is None:
        before = {"kind": draft.kind, "sections": []}
    else:
        before = file_of(draft.base).model_dump(mode="json")
    found = differences(before, draft.content)
    if not draft.is_new:
        return found
    facts = {"key": draft.key, "kind": DocumentKind(draft.kind).label, "outline": draft.base}
    sentence = (
        _("A new outline (%(kind)s) with the key “%(key)s”, copied from %(outline)s.")
        if draft.base
        else _("A new outline (%(kind)s) with the key “%(key)s”.")
    )
    return [sentence % facts, *found]


@retrying
@transaction.atomic
def send(pk: int, by: Any, seen: str) -> OutlineDraft:
    """Send a draft to the second person; ValidationError for one that says nothing new or is
    faulty.
    """
    only_keepers(by)
    draft = _held(pk, State.DRAFT, NOT_A_DRAFT)
    _check(draft, seen)
    if not changes_of(draft):
        raise ValidationError(
            _("The draft says what the released version says. Change something, or give it up.")
        )
    if faults := faults_of(draft):
        raise ValidationError([sentence for _key, sentence in faults])
    draft.state, draft.note = State.IN_REVIEW, ""
    draft.sent_by, draft.sent_at = by, timezone.now()
    draft.save()
    draft.editors.add(by)
    record(OUTLINE_SENT, by=by, about=draft, sha256=draft.sha256)
    return draft


@retrying
@transaction.atomic
def take_back(pk: int, by: Any) -> OutlineDraft:
    """Make a draft of what waits for its review; by one who has a hand in it."""
    only_keepers(by)
    draft = _held(pk, State.IN_REVIEW, NOT_IN_REVIEW)
    if is_second(by, draft):
        raise PermissionDenied
    draft.state = State.DRAFT
    draft.save(update_fields=["state", "changed_at"])
    record(OUTLINE_TAKEN_BACK, by=by, about=draft)
    return draft


@retrying
@transaction.atomic
def give_up(pk: int, by: Any) -> OutlineDraft:
    """Drop a draft; it stays in the log."""
    only_keepers(by)
    draft = _held(pk, State.DRAFT, NOT_A_DRAFT)
    draft.state = State.GIVEN_UP
    draft.save(update_fields=["state", "changed_at"])
    record(OUTLINE_GIVEN_UP, by=by, about=draft, sha256=draft.sha256)
    return draft


@retrying
@transaction.atomic
def send_back(pk: int, by: Any, seen: str, reason: str) -> OutlineDraft:
    """Return a draft to those who wrote it, with the reason."""
    draft = _reviewed(pk, by, seen)
    if not reason.strip():
        raise ValidationError(_("Say why you return it, so that it can be mended."))
    draft.state, draft.note = State.DRAFT, reason.strip()
    _decided(draft, by)
    record(OUTLINE_RETURNED, by=by, about=draft, sha256=draft.sha256, reason=draft.note)
    return draft


@retrying
@transaction.atomic
def release(pk: int, by: Any, seen: str) -> Outline:
    """Make a draft the newest version of its outline; the ones before stay for what follows them.

    Everybody who wrote counts as having edited the outline: nobody approves his own words.
    """
    draft = _reviewed(pk, by, seen)
    newest = newest_version(draft.key)
    if newest is not None and newest.pk != draft.base_id:
        raise ValidationError(
            _("A newer version has been released meanwhile (%(outline)s). Return this draft."),
            params={"outline": newest},
        )
    outline, _is_new = keep_version(OutlineFile.model_validate(draft.content))
    draft.state, draft.released = State.RELEASED, outline
    _decided(draft, by)
    for editor in draft.editors.all():
        log(outline, "wagtail.create", user=editor)
    record(
        OUTLINE_RELEASED,
        by=by,
        about=outline,
        sha256=draft.sha256,
        version=outline.version,
        written_by=[one.get_username() for one in draft.editors.all()],
        changes=changes_of(draft),
    )
    return outline


def _held(pk, state, otherwise):
    draft = OutlineDraft.objects.select_for_update(of=("self",)).get(pk=pk)
    if draft.state != state:
        raise ValidationError(otherwise)
    return draft


def _reviewed(pk, by, seen):
    """Return a draft in review, held, of which this is the second person; it is as he saw it."""
    only_keepers(by)
    draft = _held(pk, State.IN_REVIEW, NOT_IN_REVIEW)
    if not is_second(by, draft):
        raise ValidationError(
            _("A second person of the reform office decides this: one who has not written at it.")
        )
    _check(draft, seen)
    return draft


def _check(draft, seen):
    if seen != draft.sha256:
        raise ValidationError(CHANGED, code="stale")


def _decided(draft, by):
    draft.decided_by, draft.decided_at = by, timezone.now()
    draft.save()
