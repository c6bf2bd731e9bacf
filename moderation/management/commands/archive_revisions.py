"""`manage.py archive_revisions --to DIR`: exports old drafts that prove nothing, deletes them."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from core import json_result
from moderation.archive import archive, expendable

DAYS = 365


class Command(BaseCommand):
    """Archive revisions; newest, live, decided and frozen ones stay."""

    help = "Exports revisions older than --older-than days to files, and deletes them."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--to", required=True, metavar="DIR")
        parser.add_argument("--older-than", type=int, default=DAYS, metavar="DAYS")
        parser.add_argument("--dry-run", action="store_true", help="count only")
        json_result.add_argument(parser)

    def handle(self, *, to: str, older_than: int, dry_run: bool, **options: Any) -> None:
        before = timezone.now() - timedelta(days=older_than)
        if dry_run:
            result = {"revisions": expendable(before).count(), "files": 0}
        else:
            done = archive(before, Path(to), self._report)
            result = {"revisions": done.revisions, "files": done.files}
        self.stderr.write("{revisions} revisions, {files} files".format(**result))
        json_result.write(result, options["json"], self.stdout)

    def _report(self, done):
        self.stderr.write(f"{done.revisions} revisions")
