"""The worker of part changes: the relay starts it, one at a time; a killed one is gone on with."""

from datetime import timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from core.running.child_process import ChildProcess
from publication.models import PartChange
from publication.shared_parts.batch import file_all
from publication.shared_parts.preparing import prepare

COMMAND = "carry_out_part_change"
SECONDS = 6 * 3600
ABANDONED = timedelta(seconds=60)

_worker = ChildProcess(COMMAND, seconds=SECONDS)


def waiting() -> QuerySet[PartChange]:
    """Return the changes that nobody works on: new ones, and those whose worker has gone."""
    silent = Q(seen_at=None) | Q(seen_at__lt=timezone.now() - ABANDONED)
    return PartChange.objects.filter(silent, state__in=PartChange.WORKING).order_by("pk")


def start_next(until: float) -> int:
    """Start the worker for the oldest change that waits; return how many were started."""
    if _worker.is_running():
        return 0
    pk = waiting().values_list("pk", flat=True).first()
    if pk is None:
        return 0
    _worker.start(str(pk))
    return 1


def carry_out(pk: int, until: float | None = None) -> None:
    """Do what a change waits for, up to a `monotonic()` moment; another worker is left to it."""
    if not waiting().filter(pk=pk).update(seen_at=timezone.now()):
        return
    change = PartChange.objects.select_related("part__department").get(pk=pk)
    # One that fails here counts as gone after a while, so that others are carried out meanwhile.
    prepare(change, until)
    file_all(change, until)
    # The next worker need not wait so long.
    PartChange.objects.filter(pk=pk).update(seen_at=None)
