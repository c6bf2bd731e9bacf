"""`manage.py import_catalogue FILE`: brings items in from xlsx, csv or JSON."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from core import json_result
from exchange.choices import Extent
from exchange.importing.catalogue import import_catalogue
from exchange.importing.catalogue_columns import FIELDS, LISTS
from exchange.importing.command import finish, show_progress
from exchange.importing.proposing import remembered


class Command(BaseCommand):
    """Import the catalogue; exit code 2 when some records were refused."""

    help = "Imports catalogue items from an .xlsx, .csv or .json file; again changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file")
        parser.add_argument("--report", metavar="FILE", help="what was refused and why, as JSON")
        parser.add_argument(
            "--map",
            action="append",
            default=[],
            metavar="COLUMN=FIELD",
            help="which field a column is, when its header does not say so; COLUMN= leaves it out",
        )
        json_result.add_argument(parser)

        extent = parser.add_mutually_exclusive_group()
        extent.add_argument(
            "--whole",
            action="store_const",
            dest="extent",
            const=Extent.WHOLE,
            default=Extent.BY_SHARE,
            help="the file is the whole catalogue of each department in it: cancel what it leaves"
            " out (else only where it has at least half of a department's items in use)",
        )
        extent.add_argument(
            "--part",
            action="store_const",
            dest="extent",
            const=Extent.PART,
            help="the file is a supplement: cancel nothing",
        )

    def handle(self, *, file: str, extent: str, **options: Any) -> None:
        columns = remembered() | _columns(options["map"])
        report = import_catalogue(file, show_progress(self.stderr), columns, extent)
        finish(report, options, self)


def _columns(pairs):
    """Return fields by headers from `COLUMN=FIELD`; CommandError for a field that there is not."""
    columns = {}
    for pair in pairs:
        header, equals, field = pair.partition("=")
        if not equals or (field and field not in (*FIELDS, *LISTS)):
            fields = " ".join((*FIELDS, *LISTS))
            raise CommandError(
                _("“%(pair)s” is no COLUMN=FIELD. Fields are: %(fields)s.")
                % {"pair": pair, "fields": fields}
            )
        columns[header.strip()] = field
    return columns
