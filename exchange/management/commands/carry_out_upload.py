"""`manage.py carry_out_upload ID`: the worker of one upload; the relay starts it."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from core.running.child_process import limit_this_process
from exchange.uploads.working import carry_out

MEGABYTES = 700
SECONDS = 3600


class Command(BaseCommand):
    """Carry one upload out, with a cap of memory and processor time."""

    help = "Reads or takes in one uploaded file (started by the relay)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("upload", type=int)

    def handle(self, *, upload: int, **options: Any) -> None:
        limit_this_process(megabytes=MEGABYTES, seconds=SECONDS)
        carry_out(upload)
