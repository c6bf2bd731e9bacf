"""Jobs that the relay carries out batch by batch, each in one transaction with its own progress.

A batch that fails leaves nothing behind, and is tried again in the next round; the third time the
job waits for a person.
"""

import logging
from collections.abc import Callable
from time import monotonic
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

log = logging.getLogger(__name__)

MOST_ATTEMPTS = 3


class Waits(Exception):  # noqa: N818 - no fault: something else has to end first
    """A job cannot go on yet; the next one is looked at, and this one in the next round."""


class BatchJobs:
    """The jobs of one kind: a model with `State`, `attempts`, `error` and `changed_at`.

    `ahead()` are those to be carried out, the oldest first; `carry_out(job)` does one batch of the
    held job, and saves it.
    """

    def __init__(
        self, name: str, ahead: Callable[[], QuerySet[Any]], carry_out: Callable[[Any], None]
    ) -> None:
        self.name, self.ahead, self.carry_out = name, ahead, carry_out

    def work(self, until: float) -> int:
        """Carry out batches of the oldest jobs up to a `monotonic()` moment; return how many."""
        batches = 0
        while monotonic() < until and self.carry_out_next():
            batches += 1
        return batches

    def carry_out_next(self) -> bool:
        """Carry out one batch of the first job that can go on; False when there is none, or it
        went wrong.
        """
        for pk in list(self.ahead().values_list("pk", flat=True)):
            try:
                if self._carry_out(pk):
                    return True
            except Waits:
                continue
            except Exception as error:
                log.exception("%s %s stumbled", self.name, pk)
                self._note_fault(pk, error)
                return False
        return False

    @transaction.atomic
    def _carry_out(self, pk):
        """Carry out a batch; False for a job that another relay holds or that has ended."""
        held = self.ahead().select_for_update(of=("self",), skip_locked=True)
        job = held.filter(pk=pk).first()
        if job is not None:
            self.carry_out(job)
        return job is not None

    @transaction.atomic
    def _note_fault(self, pk, error):
        """Count a failed batch, unless somebody stopped the job meanwhile."""
        job = self.ahead().select_for_update(of=("self",)).filter(pk=pk).first()
        if job is None:
            return
        job.attempts += 1
        job.error = f"{type(error).__name__}: {error}"[:2000]
        if job.attempts >= MOST_ATTEMPTS:
            job.state = job.State.FAILED
        job.save(update_fields=["attempts", "error", "state", "changed_at"])
