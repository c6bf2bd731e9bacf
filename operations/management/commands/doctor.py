"""`manage.py doctor`: what is wrong here, why, and what to do; exit code 1 when something is."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from core import json_result
from operations.doctor.examining import FAIL, OK, examine

MARKS = {"ok": "ok  ", "warn": "look", "fail": "FAIL"}


class Command(BaseCommand):
    """Examine settings, services, folders and the keeping of the house."""

    help = "Says what is out of order here, why, and what to do about it."
    # A database that is away is what the doctor is called for.
    requires_system_checks = []
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        json_result.add_argument(parser)

    def handle(self, **options: Any) -> None:
        found = examine()
        for one in found:
            self.stderr.write(f"{MARKS[one['state']]} {one['label']}  {one['cause']}".rstrip())
            if one["state"] != OK:
                self.stderr.write(f"     → {one['remedy']}")
        json_result.write(found, options["json"], self.stdout)
        failed = [one for one in found if one["state"] == FAIL]
        if failed:
            raise CommandError(f"{len(failed)} of {len(found)} lines are not well.", returncode=1)
