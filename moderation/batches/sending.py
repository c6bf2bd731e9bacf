"""Sending a batch: each guide in its own transaction, with a report of those that could not go."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core.access.scope import scope_of
from core.audit import record
from core.choices import Role
from core.models import Department
from core.people.signature import signature_of
from core.running.retrying import retried
from guides.models import GuidePage
from moderation import errors
from moderation.acts import BATCH_SENT
from moderation.models import Batch, BatchItem, BatchOpinion
from moderation.rules import can_submit
from moderation.submit import submit

MOST = 200
"""As many guides make one batch."""


@dataclass
class SendingReport:
    """What became of each guide of a batch."""

    batch: Batch
    sent: list = field(default_factory=list)
    refused: list = field(default_factory=list)


def send_batch(
    pages: Sequence[GuidePage],
    user: Any,
    *,
    department: Department,
    title: str,
    opinion: str,
    effective_on: date | None = None,
    opinions: Iterable[BatchOpinion] = (),
) -> SendingReport:
    """Send guides of one department as a batch; return the SendingReport.

    `opinions` are unsaved BatchOpinions. The cover opinion is the reason of every changed section
    that has none of its own. Raises NotAllowed, or SubmissionRefused for no guide or too many.
    """
    if not can_submit(scope_of(user), department.pk):
        raise errors.NotAllowed(_("Only compilers of this department submit its guides."))
    if not 0 < len(pages) <= MOST:
        text = _("A batch holds one guide at least and %(most)s at most.")
        raise errors.SubmissionRefused(text, params={"most": MOST})
    report = SendingReport(_made(user, department, title, opinion, effective_on, opinions))
    for page in pages:
        _send(report, page, user)
    return report


@transaction.atomic
def _made(user, department, title, opinion, effective_on, opinions):
    batch = Batch.objects.create(
        department=department,
        title=title,
        opinion=opinion,
        effective_on=effective_on,
        sent_by=user,
        **signature_of(user, Role.COMPILER),
    )
    for one in opinions:
        one.batch = batch
        one.save()
    record(BATCH_SENT, by=user, role=Role.COMPILER, about=batch, opinion=opinion)
    return batch


def _send(report, page, user):
    batch = report.batch
    try:
        item = retried(lambda: _sent(batch, page, user))
    except (errors.SubmissionRefused, errors.NotAllowed) as refused:
        why = " ".join(getattr(refused, "messages", None) or [str(refused)])
        item = BatchItem.objects.create(batch=batch, page=page, refusal=why)
        report.refused.append(item)
    else:
        report.sent.append(item)


@transaction.atomic
def _sent(batch, page, user):
    if page.department_id != batch.department_id:
        raise errors.NotAllowed(_("This guide belongs to another department."))
    submission = _submit(page, user, batch)
    return BatchItem.objects.create(batch=batch, page=page, submission=submission)


def _submit(page, user, batch):
    try:
        with transaction.atomic():
            return submit(page, user, effective_on=batch.effective_on)
    except errors.ReasonsMissing as missing:
        reasons = dict.fromkeys(missing.sections, batch.opinion)
        return submit(page, user, reasons=reasons, effective_on=batch.effective_on)
