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


class BatchJobs:
    """The jobs of one kind: a model with `State`, `ACTIVE`, `attempts` and `error`.

    `jobs()` are all rows; `carry_out(job)` does one batch of the held job, and saves it.
    """

    def __init__(
        self, name: str, jobs: Callable[[], QuerySet[Any]], carry_out: Callable[[Any], None]
    ) -> None:
        self.name, self.jobs, self.carry_out = name, jobs, carry_out

    def work(self, until: float) -> int:
        """Carry out batches of the oldest jobs up to a `monotonic()` moment; return how many."""
        batches = 0
        while monotonic() < until and self.carry_out_next():
            batches += 1
        return batches

    def carry_out_next(self) -> bool:
        """Carry out one batch of the oldest job; False when there is none, or it went wrong."""
        job = None
        try:
            with transaction.atomic():
                job = self._oldest()
                if job is not None:
                    self.carry_out(job)
        except Exception as error:
            if job is None:
                raise
            log.exception("%s %s stumbled", self.name, job.pk)
            self._note_fault(job, error)
            return False
        return job is not None

    def _oldest(self):
        """Return the oldest job to be done, held; another relay passes it by."""
        rows = self.jobs()
        active = rows.filter(state__in=rows.model.ACTIVE).order_by("pk")
        return active.select_for_update(of=("self",), skip_locked=True).first()

    @transaction.atomic
    def _note_fault(self, failed, error):
        """Count a failed batch, unless somebody stopped the job meanwhile."""
        rows = self.jobs().select_for_update(of=("self",))
        job = rows.filter(pk=failed.pk, state__in=failed.ACTIVE).first()
        if job is None:
            return
        job.attempts += 1
        job.error = f"{type(error).__name__}: {error}"[:2000]
        if job.attempts >= MOST_ATTEMPTS:
            job.state = job.State.FAILED
        job.save(update_fields=["attempts", "error", "state", "changed_at"])
