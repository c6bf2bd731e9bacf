"""`manage.py load_outline FILE`: brings an outline (模板) in from JSON."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from core import json_result
from core.import_report import RefusedError
from guides.outlines.loading import load_outline


class Command(BaseCommand):
    """Load one version of an outline; exit code 2 when the file is refused."""

    help = "Loads an outline from a JSON file; the same file again changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file")
        json_result.add_argument(parser)

    def handle(self, *, file: str, **options: Any) -> None:
        try:
            outline, is_new = load_outline(file)
        except RefusedError as error:
            problems = [
                {"pointer": place, "message": str(reason)} for place, reason in error.problems
            ]
            for problem in problems:
                self.stderr.write("{pointer} {message}".format(**problem))
            json_result.write({"problems": problems}, options["json"], self.stdout)
            sys.exit(2)
        result = {"key": outline.key, "version": outline.version, "created": is_new}
        self.stderr.write(f"{outline} {'+' if is_new else '='}")
        json_result.write(result, options["json"], self.stdout)
