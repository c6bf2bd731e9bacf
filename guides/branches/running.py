"""Carrying branch jobs out: batch by batch, each in one transaction with the job's own progress."""

from django.utils import timezone

from core.running.batch_jobs import BatchJobs
from guides.branches.moving import move_batch
from guides.branches.removing import remove_batch, remove_empty_folders
from guides.models import BranchJob

VERBS = {BranchJob.Kind.DELETE: remove_batch, BranchJob.Kind.MOVE: move_batch}


def _carry_out_batch(job):
    now = timezone.now()
    job.state, job.begun_at = job.State.RUNNING, job.begun_at or now
    if not VERBS[job.kind](job):
        remove_empty_folders(job)
        job.state, job.ended_at = job.State.DONE, now
    job.attempts, job.error = 0, ""
    job.save()


def _ahead():
    rows = BranchJob.objects.filter(state__in=BranchJob.ACTIVE).order_by("pk")
    return rows.select_related("department", "target")


_JOBS = BatchJobs("branch job", _ahead, _carry_out_batch)
work = _JOBS.work
carry_out_next = _JOBS.carry_out_next
