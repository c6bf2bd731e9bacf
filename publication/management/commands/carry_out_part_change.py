"""`manage.py carry_out_part_change ID`: the worker of one change; the relay starts it."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from publication.shared_parts.working import carry_out


class Command(BaseCommand):
    """Prepare or file every guide of one change of a shared part."""

    help = "Prepares or files the guides of one change of a shared part (started by the relay)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("change", type=int)

    def handle(self, *, change: int, **options: Any) -> None:
        carry_out(change)
