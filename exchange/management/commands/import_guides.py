"""`manage.py import_guides FILE…`: brings guides and manuals in from Documents."""

from collections.abc import Sequence
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from core import json_result
from exchange.importing.command import finish, show_progress
from exchange.importing.guides import DRAFT, FILED, import_guides


class Command(BaseCommand):
    """Import guides as drafts or as filed elsewhere; exit code 2 when some were refused."""

    help = "Imports Documents (JSON, NDJSON) as drafts or, with --state filed, takes them over."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE")
        parser.add_argument("--state", choices=[DRAFT, FILED], default=DRAFT)
        parser.add_argument("--report", metavar="FILE", help="what was refused and why, as JSON")
        json_result.add_argument(parser)

    def handle(self, *, files: Sequence[str], state: str, **options: Any) -> None:
        report = import_guides(files, state=state, progress=show_progress(self.stderr))
        finish(report, options, self)
