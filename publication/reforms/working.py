"""Carrying reforms out: the relay does a batch at a time, each in one transaction."""

import logging
from time import monotonic

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from core.audit import record
from publication.acts import REFORM_ENDED
from publication.models import Reform
from publication.reforms.steps import Waits, carry_out_batch

log = logging.getLogger(__name__)

MOST_ATTEMPTS = 3
State = Reform.State


def work(until: float) -> int:
    """Carry out batches up to a `monotonic()` moment; return how many."""
    batches = 0
    while monotonic() < until and carry_out_next():
        batches += 1
    return batches


def ahead() -> QuerySet[Reform]:
    """Return the reforms that are under way or whose day has come, the oldest first."""
    due = Q(state=State.CONFIRMED, effective_on__lte=timezone.localdate())
    return Reform.objects.filter(due | Q(state=State.RUNNING)).order_by("pk")


def carry_out_next() -> bool:
    """Carry out one batch of the first reform that can go on; False when none can."""
    return any(_carry_out(pk) for pk in list(ahead().values_list("pk", flat=True)))


def _carry_out(pk):
    """Carry out a batch of one reform; a batch that fails leaves nothing behind and is counted."""
    try:
        with transaction.atomic():
            held = ahead().select_for_update(of=("self",), skip_locked=True)
            reform = held.filter(pk=pk).first()
            if reform is None:
                return False
            _batch(reform)
    except Waits:
        return False
    except Exception as error:
        log.exception("reform %s stumbled", pk)
        _note_fault(pk, error)
        return False
    return True


def _batch(reform):
    now = timezone.now()
    reform.state, reform.begun_at = State.RUNNING, reform.begun_at or now
    if not carry_out_batch(reform):
        has_rest = reform.entries.filter(is_done=False).exists()
        reform.state, reform.ended_at = State.REST if has_rest else State.DONE, now
        record(
            REFORM_ENDED, by=reform.confirmed_by, role=reform.signed_role, about=reform,
            decision=reform.words, after={"state": str(reform.state)},
        )  # fmt: skip
    reform.attempts, reform.error = 0, ""
    reform.save()


@transaction.atomic
def _note_fault(pk, error):
    reform = Reform.objects.select_for_update(of=("self",)).get(pk=pk)
    reform.attempts += 1
    reform.error = f"{type(error).__name__}: {error}"[:2000]
    if reform.attempts >= MOST_ATTEMPTS:
        reform.state = State.FAILED
    reform.save()
