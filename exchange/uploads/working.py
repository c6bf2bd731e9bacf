"""The worker of uploads: the relay starts it, one at a time; a killed one is gone on with."""

from datetime import timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from core.running.child_process import ChildProcess
from exchange.models import Upload
from exchange.uploads.records import take_in
from exchange.uploads.texts import read_upload

COMMAND = "carry_out_upload"
SECONDS = 3 * 3600
ABANDONED = timedelta(seconds=60)
KEPT = timedelta(days=90)
"""So long the bytes of a settled upload are kept."""

_worker = ChildProcess(COMMAND, seconds=SECONDS)


def waiting() -> QuerySet[Upload]:
    """Return the uploads that nobody works on: new ones, and those whose worker has gone."""
    silent = Q(seen_at=None) | Q(seen_at__lt=timezone.now() - ABANDONED)
    running = Q(state=Upload.State.RUNNING) & silent
    return Upload.objects.filter(Q(state=Upload.State.WAITING) | running).order_by("pk")


def start_next(until: float) -> int:
    """Start the worker for the oldest upload that waits; return how many were started."""
    if _worker.is_running():
        return 0
    pk = waiting().values_list("pk", flat=True).first()
    if pk is None:
        return 0
    _worker.start(str(pk))
    return 1


def carry_out(pk: int) -> None:
    """Do what an upload waits for; another worker that is at it meanwhile is left to it."""
    claimed = waiting().filter(pk=pk).update(state=Upload.State.RUNNING, seen_at=timezone.now())
    if not claimed:
        return
    upload = Upload.objects.select_related("by").get(pk=pk)
    if upload.kind == Upload.Kind.TEXT:
        read_upload(upload)
    else:
        take_in(upload)


def forget_old(until: float) -> int:
    """Empty the bytes of uploads that were settled long ago; return how many."""
    settled = Upload.objects.filter(
        created_at__lt=timezone.now() - KEPT, state__in=(Upload.State.DONE, Upload.State.FAILED)
    ).exclude(content=b"")
    return Upload.objects.filter(pk__in=list(settled.values_list("pk", flat=True)[:100])).update(
        content=b""
    )
