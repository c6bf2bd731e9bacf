"""`manage.py export_register`: the whole filing register as one table, however long it is."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from core import json_result
from core.papers.tables import CSV, XLSX, csv_lines, write_xlsx
from publication.admin_registry import department_of
from publication.models import PublishedVersion
from publication.register import state_now, with_names

AT_ONCE = 2000
"""So many rows are read by one statement and held in memory."""
FIELDS = (
    "filing_no", "title", "code", "kind", "version", "department", "filed_on", "published_on",
    "effective_on", "state", "origin", "filing_body", "sha256", "public_sha256",
)  # fmt: skip
OWN = {"department": department_of, "state": lambda version: state_now(version).label}


class Command(BaseCommand):
    """Write the filing register row by row, oldest first, as .csv or .xlsx."""

    help = "Exports the filing register; memory does not grow with its length."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--format", choices=[XLSX, CSV], default=XLSX)
        parser.add_argument("-o", "--output", metavar="FILE", required=True)
        json_result.add_argument(parser)

    def handle(self, *, output: str, **options: Any) -> None:
        rows = Counted(_rows())
        with Path(output).open("wb") as file:
            if options["format"] == CSV:
                file.writelines(csv_lines(_headings(), rows))
            else:
                write_xlsx(_headings(), rows, file)
        self.stderr.write(f"{rows.count} rows")
        json_result.write({"rows": rows.count}, options["json"], self.stdout)


class Counted:
    """Counts rows while they go by."""

    def __init__(self, rows: Iterator[list[Any]]) -> None:
        self.rows, self.count = rows, 0

    def __iter__(self) -> Iterator[list[Any]]:
        for row in self.rows:
            self.count += 1
            yield row


def _headings() -> list[str]:
    named = {field.name: str(field.verbose_name) for field in PublishedVersion._meta.fields}
    of_this_table = {"department": named["department_slug"], "state": _("state")}
    return [of_this_table.get(name) or named[name] for name in FIELDS]


def _rows() -> Iterator[list[Any]]:
    """Yield the rows of the register by their keys, so that each statement stays short."""
    last = 0
    while versions := list(
        with_names(PublishedVersion.objects.defer("text", "public_text"))
        .filter(pk__gt=last)
        .order_by("pk")[:AT_ONCE]
    ):
        yield from ([_value(version, name) for name in FIELDS] for version in versions)
        last = versions[-1].pk


def _value(version: PublishedVersion, name: str) -> Any:
    if name in OWN:
        return OWN[name](version)
    words = getattr(version, f"get_{name}_display", None)
    return words() if words else getattr(version, name)
