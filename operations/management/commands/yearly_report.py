"""`manage.py yearly_report`: writes the performance report of a year, a quarter or a month."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from core import json_result
from operations.choices import ReportKind
from operations.reports.building import as_json, build, report_of
from operations.reports.files import write_files
from operations.reports.period import Period


class Command(BaseCommand):
    """Draw the figures of a period, and write report.docx, .pdf, .html and figures.json."""

    help = "Writes report.docx, report.pdf, report.html and figures.json of a year."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("year", type=int)
        parser.add_argument("-o", "--output", metavar="DIR", required=True)
        part = parser.add_mutually_exclusive_group()
        part.add_argument("--quarter", type=int, choices=range(1, 5), metavar="1-4")
        part.add_argument("--month", type=int, choices=range(1, 13), metavar="1-12")
        parser.add_argument("--demo", action="store_true", help="of the simulated year alone")
        json_result.add_argument(parser)

    def handle(
        self,
        *,
        year: int,
        output: Path,
        quarter: int | None,
        month: int | None,
        demo: bool,
        **options: Any,
    ) -> None:
        if not 2000 <= year <= 2100:
            raise CommandError(f"{year} is no year of this system: give one from 2000 to 2100.")
        period = _period(year, quarter, month, demo)
        # An official paper: Chinese, whatever the terminal speaks.
        with translation.override("zh-hans"):
            report = report_of(period)
            for path in write_files(report, output):
                self.stderr.write(path)
            result = as_json(build(report))
        json_result.write(result, options["json"], self.stdout)


def _period(year, quarter, month, demo):
    if quarter:
        return Period(ReportKind.QUARTER, year, quarter, demo)
    if month:
        return Period(ReportKind.MONTH, year, month, demo)
    return Period(ReportKind.YEAR, year, 0, demo)
