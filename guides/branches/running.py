"""Carrying branch jobs out: batch by batch, each in one transaction with the job's own progress."""

import logging
from time import monotonic

from django.db import transaction
from django.utils import timezone

from guides.branches.moving import move_batch
from guides.branches.removing import remove_batch, remove_empty_folders
from guides.models import BranchJob

log = logging.getLogger(__name__)

MOST_ATTEMPTS = 3
VERBS = {BranchJob.Kind.DELETE: remove_batch, BranchJob.Kind.MOVE: move_batch}


def work(until: float) -> int:
    """Carry out batches of the oldest jobs up to a `monotonic()` moment; return how many."""
    batches = 0
    while monotonic() < until and carry_out_next():
        batches += 1
    return batches


def carry_out_next() -> bool:
    """Carry out one batch of the oldest job; False when there is nothing to do, or it went wrong.

    A batch that fails leaves nothing behind, and is tried again in the next round; the third
    time the job waits for a person.
    """
    job = None
    try:
        with transaction.atomic():
            job = _oldest()
            if job is not None:
                _carry_out_batch(job)
    except Exception as error:
        if job is None:
            raise
        log.exception("branch job %s stumbled", job.pk)
        _note_fault(job.pk, error)
        return False
    return job is not None


def _oldest():
    """Return the oldest job to be done, held; another relay passes it by."""
    jobs = BranchJob.objects.filter(state__in=BranchJob.ACTIVE).order_by("pk")
    held = jobs.select_for_update(of=("self",), skip_locked=True)
    return held.select_related("department", "target").first()


def _carry_out_batch(job):
    now = timezone.now()
    job.state, job.begun_at = job.State.RUNNING, job.begun_at or now
    if not VERBS[job.kind](job):
        remove_empty_folders(job)
        job.state, job.ended_at = job.State.DONE, now
    job.attempts, job.error = 0, ""
    job.save()


@transaction.atomic
def _note_fault(pk, error):
    """Count a failed batch, unless somebody stopped the job meanwhile."""
    jobs = BranchJob.objects.select_for_update(of=("self",))
    job = jobs.filter(pk=pk, state__in=BranchJob.ACTIVE).first()
    if job is None:
        return
    job.attempts += 1
    job.error = f"{type(error).__name__}: {error}"[:2000]
    if job.attempts >= MOST_ATTEMPTS:
        job.state = job.State.FAILED
    job.save(update_fields=["attempts", "error", "state", "changed_at"])
