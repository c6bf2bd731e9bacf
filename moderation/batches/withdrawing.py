"""Withdrawing a batch before anything in it was decided."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.access.scope import scope_of
from core.audit import record
from core.choices import Role
from core.running.retrying import retrying
from moderation.acts import BATCH_WITHDRAWN
from moderation.errors import DecisionRefused, NotAllowed
from moderation.models import Batch, Decision
from moderation.rules import can_submit
from moderation.withdraw import withdraw


@retrying
@transaction.atomic
def withdraw_batch(batch: Batch, user: Any) -> Batch:
    """Withdraw every guide of a batch that is in review; raises NotAllowed or DecisionRefused."""
    batch = Batch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    if not can_submit(scope_of(user), batch.department_id):
        raise NotAllowed(_("Only compilers of this department withdraw its submissions."))
    if batch.withdrawn_at:
        raise DecisionRefused(_("This batch is withdrawn already."))
    items = batch.items.exclude(submission=None).select_related("submission")
    sent = [item.submission for item in items.order_by("page_id")]
    if Decision.objects.filter(submission__in=sent).exists():
        raise DecisionRefused(
            _("Something in this batch has been decided. Withdraw the guides one by one.")
        )
    for submission in sent:
        if submission.is_open:
            withdraw(submission, user)
    batch.withdrawn_at = timezone.now()
    batch.save(update_fields=["withdrawn_at"])
    record(BATCH_WITHDRAWN, by=user, role=Role.COMPILER, about=batch)
    return batch
