"""The worker of papers: the relay starts it, it makes what waits and ends; no reader waits on it.

Before each paper the attempt is written down, so that one that ends the worker, by memory or time,
is set aside the second time.
"""

import logging
import os
import signal

from django.core.files.base import ContentFile

from core.files.content_store import ContentStore, sha256_of
from core.papers.pdf import PdfUnavailableError
from core.running.child_process import ChildProcess
from exchange.models import StoredPaper
from exchange.papers.store import made_of

log = logging.getLogger(__name__)

COMMAND = "make_papers"
MOST_ATTEMPTS = 2
AT_ONCE = 8
"""So many papers a worker makes; the next one begins with fresh memory."""
SECONDS_A_PAPER = 60
SECONDS = AT_ONCE * SECONDS_A_PAPER + 60
KINDNESS = 10
"""How far readers and editors go before it on a busy machine."""

_worker = ChildProcess(COMMAND, seconds=SECONDS)


def start_worker(until: float) -> int:
    """Start the worker when a paper waits and none is at work; return how many were started."""
    if _worker.is_running():
        return 0
    if not StoredPaper.objects.filter(state=StoredPaper.State.WAITING).exists():
        return 0
    _worker.start()
    return 1


def make_waiting(*, seconds: int = 0) -> int:
    """Make the oldest papers that wait; return how many.

    With `seconds` this process is ended by one that takes longer: only in a process of its own.
    """
    made = 0
    for pk in list(_waiting().values_list("pk", flat=True)[:AT_ONCE]):
        paper = StoredPaper.objects.select_related("version").get(pk=pk)
        if _begin(paper):
            signal.alarm(seconds)
            _make(paper)
            signal.alarm(0)
            made += 1
    return made


def be_kind() -> None:
    """Let other processes of this machine go first."""
    os.nice(KINDNESS)


def _waiting():
    return StoredPaper.objects.filter(state=StoredPaper.State.WAITING).order_by("pk")


def _begin(paper: StoredPaper) -> bool:
    """Write the attempt down; return False for a paper that has ended too many workers."""
    if paper.attempts >= MOST_ATTEMPTS:
        _finish(paper, state=StoredPaper.State.FAILED, message="took too much memory or time")
        return False
    claimed = _waiting().filter(pk=paper.pk, attempts=paper.attempts)
    return bool(claimed.update(attempts=paper.attempts + 1))


def _make(paper: StoredPaper) -> None:
    try:
        made = made_of(paper)
    except PdfUnavailableError as error:
        _finish(paper, state=StoredPaper.State.FAILED, message=str(error))
        return
    except Exception as error:  # one paper must not stop the others
        log.exception("the paper %s could not be made", paper)
        _finish(paper, state=StoredPaper.State.FAILED, message=f"{type(error).__name__}: {error}")
        return
    file = ContentFile(made.content)
    sha256 = sha256_of(file)
    if not paper.is_of_draft:
        ContentStore().save(made.name, file)
    content = made.content if paper.is_of_draft else None
    _finish(paper, state=StoredPaper.State.MADE, sha256=sha256, content=content, draft_text="")


def _finish(paper: StoredPaper, **fields: object) -> None:
    StoredPaper.objects.filter(pk=paper.pk).update(**fields)
