"""`manage.py inspect`: runs checks now, keeps and shows what they found."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from core import json_result
from operations.choices import CheckState
from operations.inspections.run import CHECKS, UnknownCheckError, as_json, inspect


class Command(BaseCommand):
    """Inspect the house: all checks, or those that are named."""

    help = "Runs the checks of an inspection; exit code 1 when one fails."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(CHECKS))
        json_result.add_argument(parser)

    def handle(self, *, names: list[str], **options: Any) -> None:
        try:
            run = inspect(names)
        except UnknownCheckError as error:
            known = ", ".join(CHECKS)
            raise CommandError(f"There is no check “{error}”; there are: {known}") from error
        results = as_json(run)
        for one in results:
            self.stderr.write(f"{one['state']:6} {one['label']}: {one['shown']} {one['detail']}")
            if one["state"] != CheckState.OK:
                self.stderr.write(f"       → {one['remedy']}")
        json_result.write(results, options["json"], self.stdout)
        if run.failed:
            raise CommandError(f"{run.failed} of {len(results)} checks failed.", returncode=1)
