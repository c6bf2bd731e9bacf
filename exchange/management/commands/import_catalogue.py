"""`manage.py import_catalogue FILE`: brings items in from xlsx, csv or JSON."""

from django.core.management.base import BaseCommand

from core import json_result
from exchange.importing.catalogue import import_catalogue
from exchange.importing.command import finish, show_progress


class Command(BaseCommand):
    """Import the catalogue; exit code 2 when some records were refused."""

    help = "Imports catalogue items from an .xlsx, .csv or .json file; again changes nothing."

    def add_arguments(self, parser):
        parser.add_argument("file")
        parser.add_argument("--report", metavar="FILE", help="what was refused and why, as JSON")
        json_result.add_argument(parser)

    def handle(self, *, file, **options):
        finish(import_catalogue(file, show_progress(self.stderr)), options, self)
