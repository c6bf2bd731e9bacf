"""`manage.py examine_copy`: what a restored copy holds; run by `drill` with the copy's settings."""

from django.core.management.base import BaseCommand

from core import json_result
from operations.backups.examination import examine


class Command(BaseCommand):
    """Examine the database and files that the environment names."""

    help = "Works out every fingerprint of the site that the environment names, and counts."

    def add_arguments(self, parser):
        json_result.add_argument(parser)

    def handle(self, **options):
        json_result.write(examine(), options["json"] or "-", self.stdout)
