"""`manage.py verify_audit`: whether the audit log is as it was written."""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from core import json_result
from core.audit.heads import read_heads
from core.audit.verify import verify


class Command(BaseCommand):
    """Verify the chain over the audit log; exit 1 and name the first bad row."""

    help = "Verifies the audit log: altered, removed, inserted and reordered rows, a cut chain."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--heads", metavar="FILE", help="heads that were sent outside")
        json_result.add_argument(parser)

    def handle(self, *, heads: Any, **options: Any) -> None:
        kept = read_heads(Path(heads).read_text("utf-8").splitlines()) if heads else {}
        verdict = verify(kept, report=lambda rows: self._report(rows, options["verbosity"]))
        self.stderr.write(f"{verdict.rows} rows chained, head {verdict.sha256}")
        self.stderr.write(f"{verdict.unchained} rows wait to be chained")
        json_result.write(verdict.as_json(), options["json"], self.stdout)
        if verdict.bad:
            bad = verdict.bad
            self.stderr.write(self.style.ERROR(f"BAD {bad.table} row {bad.row}: {bad.what}"))
            sys.exit(1)

    def _report(self, rows, verbosity):
        if verbosity > 1 or rows % 100_000 == 0:
            self.stderr.write(f"{rows} rows")
