"""What the import commands share: progress, the report, the exit code."""

import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from core import json_result
from core.import_report import ImportReport

EVERY = 100


def show_progress(stderr: Any) -> Callable[[int, ImportReport], None]:
    """Return a function that shows how far an import is, every hundred records."""

    def progress(number, report):
        if number % EVERY == 0:
            stderr.write(f"{number}: " + _counts(report))

    return progress


def finish(report: ImportReport, options: Mapping[str, Any], command: BaseCommand) -> None:
    """Print the outcome, write reports where asked, and leave with the report's exit code."""
    for problem in report.refused:
        command.stderr.write("{source}:{record} {pointer} {message}".format(**problem))
    for note in report.notes:
        command.stderr.write(note)
    command.stderr.write(_counts(report))
    result = report.as_dict()
    if options.get("report"):
        Path(options["report"]).write_text(
            json.dumps(result, ensure_ascii=False, indent=2) + "\n", encoding="utf-8"
        )
    json_result.write(result, options.get("json"), command.stdout)
    if report.exit_code:
        sys.exit(report.exit_code)


def _counts(report):
    return " · ".join(f"{name} {count}" for name, count in sorted(report.counts.items()))
