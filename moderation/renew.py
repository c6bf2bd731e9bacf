"""Renewing (更新): a Submission that froze an older shared part, or the department of before a
reform, is sent anew with what holds now.
"""

import json
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from core.access.scope import scope_of
from guides.document import GuideDocument, ManualDocument
from guides.document.inheriting import INHERITED
from guides.document.shareable import WHOLE, row_at
from guides.document.shared import SharedSections, section_keys
from guides.shared_parts.followed import Followed
from guides.shared_parts.resolving import texts_of
from moderation.errors import DecisionRefused, NotAllowed
from moderation.freeze import Frozen
from moderation.frozen_authority import authority_of, outdated_authority
from moderation.frozen_parts import outdated_parts
from moderation.locks import lock
from moderation.models import BatchItem, PowerDecision, Submission
from moderation.rules import can_submit
from moderation.submit import Change, submit
from moderation.withdraw import withdraw


def renewed(submission: Submission) -> Frozen:
    """Return the texts of a Submission as Frozen, its rows following the newest parts, naming the
    department that is responsible now.

    Nothing else changes: a newer draft of the guide stays where it is.
    """
    guide, followed = json.loads(submission.guide_text), []
    rows = list(submission.frozen_parts.select_related("part").order_by("pk"))
    texts = texts_of([one.part for one in rows], {(one.part.key, one.version) for one in rows})
    for one in rows:
        was = texts[one.part.key, one.version]
        for pointer in one.rows:
            row = row_at(guide, pointer)
            now, overridden = one.part.shareable.merged(row, was, one.part.data)
            row.update(now)
            followed.append(Followed(one.part_id, one.part.version, pointer, tuple(overridden)))
    guide["item"]["authority"] |= authority_of(submission.page.department)
    document = GuideDocument.model_validate(guide)
    return Frozen(
        submission.page,
        submission.manual_page,
        document,
        _manual_beside(document, submission.manual_text),
        followed,
    )


def _manual_beside(guide: GuideDocument, text: str) -> ManualDocument | None:
    if not text:
        return None
    shared = guide.model_dump(include=set(section_keys(SharedSections)) | {"standard"})
    return ManualDocument.model_validate(json.loads(text) | shared)


@transaction.atomic
def renew(submission: Submission, user: Any) -> Submission:
    """Withdraw a Submission that froze an older part or department, and submit its text with
    what holds now.

    Its reasons, kind and proposed date stay. Return the new Submission. Raises NotAllowed, or a
    ValidationError that says why.
    """
    submission = lock(submission)
    if not can_submit(scope_of(user), submission.department_id):
        raise NotAllowed(_("Only compilers of this department submit its guides."))
    guide = json.loads(submission.guide_text)
    if not (outdated_parts(submission) or outdated_authority(guide, submission.page.department)):
        raise DecisionRefused(_("This text has the newest shared parts already."))
    frozen = renewed(submission)
    change = _change_of(submission)
    items = list(BatchItem.objects.filter(submission=submission))
    withdraw(submission, user)
    today = timezone.localdate()
    date = submission.effective_on
    new = submit(
        submission.page,
        user,
        reasons=_reasons_of(frozen) | frozen.page.change_reasons | submission.reasons,
        effective_on=date if date and date >= today else None,
        change=change,
        frozen=frozen,
    )
    BatchItem.objects.filter(pk__in=[one.pk for one in items]).update(submission=new)
    return new


def _reasons_of(frozen: Frozen) -> dict[str, str]:
    """Return a reason for each section that follows a part: its newer text may differ from what is
    filed, and nobody is there to say why.
    """
    with override("zh-hans"):
        reason = gettext("Follows a shared part that has been changed.")
    sections: set[str] = set()
    for one in frozen.followed:
        sections |= set(INHERITED) if one.pointer == WHOLE else {one.pointer.partition("/")[0]}
    return dict.fromkeys(sections, reason)


def _change_of(submission) -> Change:
    paper = PowerDecision.objects.filter(submission=submission).select_related("document").first()
    power = (paper.change, paper.number, paper.document) if paper else ("", "", None)
    return Change(submission.change_kind or "", submission.kind_reason or "", *power)
