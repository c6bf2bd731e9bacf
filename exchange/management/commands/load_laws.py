"""`manage.py load_laws FILE`: brings laws with their articles into the register."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from core import json_result
from exchange.importing.command import finish, show_progress
from exchange.importing.laws import import_laws


class Command(BaseCommand):
    """Load laws from xlsx, csv or JSON; exit code 2 when some were refused."""

    help = "Loads laws and documents (xlsx, csv, JSON) into the register."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file")
        json_result.add_argument(parser)

    def handle(self, *, file: str, **options: Any) -> None:
        finish(import_laws(Path(file), show_progress(self.stderr)), options, self)
