"""`manage.py examine_copy`: what a restored copy holds; run by `drill` with the copy's settings."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from core import json_result
from operations.backups.examination import examine


class Command(BaseCommand):
    """Examine the database and files that the environment names."""

    help = "Works out every fingerprint of the site that the environment names, and counts."

    def add_arguments(self, parser: CommandParser) -> None:
        json_result.add_argument(parser)

    def handle(self, **options: Any) -> None:
        json_result.write(examine(), options["json"] or "-", self.stdout)
