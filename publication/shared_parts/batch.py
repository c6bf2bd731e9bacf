"""The batch of an approved change: each guide filed with a version and number of its own.

Each guide is one transaction that also says what became of it, so that a worker that is killed,
however often, is gone on with: no guide is filed twice, none is left out, no number is lost.
"""

from time import monotonic

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from core.choices import Role
from core.people.signature import signature_of
from guides.choices import DocumentKind, Origin
from guides.compiling.following import follow_again
from guides.document import sha256_hex
from guides.models import GuidePage
from guides.shared_parts.resolving import texts_of
from moderation.models import Submission
from publication.choices import OPEN_STATES
from publication.filed_parts import between_commas
from publication.filing import cut_guide, cut_manual, publish
from publication.filing_number import take_number
from publication.models import FiledPart, PartChange, PartChangeItem, PublicState
from publication.shared_parts.preparing import IN_REVIEW, newest_texts
from publication.shared_parts.texts import After, after_change

BEAT = 50
"""After so many guides the worker says that it is at work."""


def file_all(change: PartChange, until: float | None = None) -> int:
    """File the guides of an approved change, up to a `monotonic()` moment; return how many."""
    done = 0
    change = PartChange.objects.select_related("part", "filed_by", "asked_by").get(pk=change.pk)
    while change.state == PartChange.State.FILING:
        if until is not None and monotonic() > until:
            return done
        if done % BEAT == 0:
            PartChange.objects.filter(pk=change.pk).update(seen_at=timezone.now())
        if not _file_next(change):
            _finish(change)
            return done
        done += 1
    return done


def _file_next(change: PartChange) -> bool:
    """File one guide that waits, or leave it as it is with the reason; False without any."""
    with transaction.atomic(), override("zh-hans"):
        waiting = PartChangeItem.objects.select_for_update(of=("self",), skip_locked=True)
        item = waiting.filter(change=change, state=PartChangeItem.State.WAITING).first()
        if item is None:
            return False
        try:
            with transaction.atomic():
                _file(change, item)
        except ValidationError as refused:
            item.state, item.why = PartChangeItem.State.KEPT, " ".join(refused.messages)
        item.save()
    return True


def _file(change: PartChange, item: PartChangeItem) -> None:
    # One filing at a time for each guide; the order of locks is guide, counters.
    held = GuidePage.objects.select_for_update(of=("self",)).filter(code=item.code).only("pk")
    page = held.first()
    filed = FiledPart.objects.filter(code=item.code, part=change.part).first()
    texts = newest_texts([item.code]).get(item.code)
    if filed is None:
        raise ValidationError(_("The guide does not follow it any more."))
    if texts is None or texts[0].version != item.base_version:
        raise ValidationError(
            _("Another version was filed since this change was sent; it was not approved for that.")
        )
    guide, manual = texts
    if not _is_open(item.code):
        raise ValidationError(_("The guide is not in force any more, so no version follows."))
    alike = change.alike_of(filed)
    if alike and Submission.objects.in_review().filter(code=item.code).exists():
        raise ValidationError(IN_REVIEW)
    key = change.part.key
    parts = texts_of([], {(key, filed.version), (key, change.base_version)})
    after = after_change(change, filed, parts, guide.text, manual.text if manual else "")
    if after is None or not _is_what_was_approved(after, item):
        raise ValidationError(_("The text is not the one that was approved."))
    version = publish(
        item.code,
        [cut_guide(after.guide), *([cut_manual(after.manual)] if after.manual else [])],
        _envelope(change, guide),
        number=lambda: take_number(timezone.localdate().year),
    )
    item.state, item.why = PartChangeItem.State.FILED, ""
    item.version, item.filing_no = version.version, version.filing_no
    filed.version, filed.overridden = change.part.version, between_commas(after.overridden)
    filed.save()
    if alike and page is not None:
        _let_draft_follow(page.pk, change, alike)


def _let_draft_follow(pk: int, change: PartChange, alike: list[str]) -> None:
    """Let the draft of a guide give up what it says in its own way: it would be filed once more."""
    draft = GuidePage.objects.get(pk=pk).get_latest_revision_as_object()
    if follow_again(draft, change.part, alike):
        draft.save_revision(user=change.asked_by, log_action=True)


def _is_open(code: str) -> bool:
    """Return whether readers get a guide; its state is held until the transaction ends."""
    held = PublicState.objects.select_for_update(of=("self",)).only("pk")
    rows = held.filter(code=code, kind=DocumentKind.GUIDE, state__in=OPEN_STATES)
    return rows.first() is not None


def _is_what_was_approved(after: After, item: PartChangeItem) -> bool:
    manual = sha256_hex(after.manual) if after.manual else ""
    return (sha256_hex(after.guide), manual) == (item.guide_sha256, item.manual_sha256)


def _envelope(change: PartChange, replaced) -> dict:
    """Return what filing assigns; a version that is not yet in force is not overtaken by this."""
    today = timezone.localdate()
    return {
        "filed_on": today,
        "filed_by": change.filed_by,
        **signature_of(change.filed_by, Role.FILING_OFFICER),
        "filing_body": settings.FILING_BODY,
        "published_on": today,
        "effective_on": max(change.effective_on or today, replaced.effective_on, today),
        "expires_on": replaced.expires_on,
        "origin": Origin.OWN,
    }


@transaction.atomic
def _finish(change: PartChange) -> None:
    row = PartChange.objects.select_for_update(of=("self",)).get(pk=change.pk)
    waiting = row.items.filter(state=PartChangeItem.State.WAITING)
    if row.state == PartChange.State.FILING and not waiting.exists():
        row.state, row.ended_at = PartChange.State.DONE, timezone.now()
        row.save()
