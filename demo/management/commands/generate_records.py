"""`manage.py generate_records`: many varied, valid, filed guides, for measuring."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from core import json_result
from demo.generate.run import Run, done
from demo.generate.writing import InterruptedRunError


class Command(BaseCommand):
    """Make records of a seed until there are `--count` of them, also after an interrupted run."""

    help = "Generates filed guides (and manuals for one in ten) for measuring; see docs."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--count", type=int, required=True, help="records of this seed in all")
        parser.add_argument("--seed", type=int, default=1, help="0 to 999; the same, the same text")
        parser.add_argument("--resume", action="store_true", help="go on after what is there")
        parser.add_argument("--processes", type=int, default=2, help="0: all in this process")
        parser.add_argument("--batch", type=int, default=500, help="records a transaction")
        json_result.add_argument(parser)

    def handle(
        self, *, count: int, seed: int, resume: bool, processes: int, batch: int, **options: Any
    ) -> None:
        if not 0 <= seed <= 999:
            raise CommandError("--seed is a number from 0 to 999.")
        here, _item = done(seed)
        if here and not resume:
            raise CommandError(f"{here} records of seed {seed} are here; --resume goes on.")
        started = time.monotonic()
        try:
            run = Run(count, seed, batch_size=batch)
            written = run.write_all(processes=processes, report=self._progress(here, count))
        except InterruptedRunError as error:
            raise CommandError(
                f"{error} was moved by somebody else; run again with --resume."
            ) from error
        seconds = time.monotonic() - started
        result = {
            "seed": seed,
            "records": here + written,
            "written": written,
            "seconds": round(seconds, 2),
            "per_second": round(written / seconds, 1),
        }
        json_result.write(result, options["json"], self.stdout)

    def _progress(self, here, count):
        def report(written, seconds):
            self.stderr.write(
                f"{here + written:,} of {count:,} · {written / seconds:,.0f} records/s"
            )

        return report
