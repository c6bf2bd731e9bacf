"""`manage.py migrate`: Django's command, one at a time on each database."""

from typing import Any

from django.core.management.commands import migrate as stock

from core.running.one_at_a_time import one_at_a_time


class Command(stock.Command):
    """Migrate; a second run that begins meanwhile waits, and finds its work done."""

    def handle(self, *args: Any, **options: Any) -> None:
        if options["plan"] or options["check_unapplied"]:
            super().handle(*args, **options)
            return
        with one_at_a_time("migrate", wait=self._report_waiting):
            super().handle(*args, **options)

    def _report_waiting(self):
        self.stderr.write("Another migrate is at work on this database; waiting for it.")
