"""`manage.py load_holidays FILE`: the notice by which a year's working days are settled."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from core import json_result
from exchange.importing.command import finish, show_progress
from exchange.importing.holidays import load_holidays


class Command(BaseCommand):
    """Load the days of a holiday notice from xlsx or csv; exit code 2 when a row was refused."""

    help = "Loads the holiday notice of a year (xlsx, csv: 日期, 类型, 名称)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file")
        json_result.add_argument(parser)

    def handle(self, *, file: str, **options: Any) -> None:
        finish(load_holidays(Path(file), show_progress(self.stderr)), options, self)
