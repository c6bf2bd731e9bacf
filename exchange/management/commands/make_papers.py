"""`manage.py make_papers`: the worker of papers; the relay starts it."""

from typing import Any

from django.core.management.base import BaseCommand

from core.running.child_process import limit_this_process
from exchange.papers.working import SECONDS, SECONDS_A_PAPER, be_kind, make_waiting

MEGABYTES = 900


class Command(BaseCommand):
    """Make the papers that wait, with a cap of memory and time, and end."""

    help = "Makes papers that were asked for (started by the relay)."

    def handle(self, **options: Any) -> None:
        limit_this_process(megabytes=MEGABYTES, seconds=SECONDS)
        be_kind()
        made = make_waiting(seconds=SECONDS_A_PAPER)
        self.stdout.write(f"{made} papers")
