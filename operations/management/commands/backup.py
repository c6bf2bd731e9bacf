"""`manage.py backup`: makes a backup, follows the log all the time, or deletes old backups."""

import os
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from core import json_result
from operations.backups import retention
from operations.backups.faults import BackupError
from operations.backups.making import back_up
from operations.backups.postgresql import drop_slot, follow_call


class Command(BaseCommand):
    """Back up database, files and settings into a folder."""

    help = "Makes a backup of database, uploads, published files and settings without secrets."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--to", metavar="DIR", help="the backups' folder; BACKUP_DIR otherwise")
        action = parser.add_mutually_exclusive_group()
        action.add_argument(
            "--follow", action="store_true", help="PostgreSQL: receive the log until stopped"
        )
        action.add_argument("--prune", action="store_true", help="delete what the policy lets go")
        action.add_argument(
            "--forget", action="store_true", help="PostgreSQL: keep no log for this folder any more"
        )
        parser.add_argument("--dry-run", action="store_true", help="with --prune: only say")
        json_result.add_argument(parser)

    def handle(
        self,
        *,
        to: str | None,
        follow: str | None,
        prune: bool,
        forget: str | None,
        dry_run: bool,
        **options: Any,
    ) -> None:
        to = to or settings.BACKUP_DIR
        if not to:
            raise CommandError("Say where to: --to DIR, or set BACKUP_DIR.")
        if (follow or forget) and connection.vendor != "postgresql":
            raise CommandError("Only PostgreSQL has a log that can be followed.")
        try:
            result = self._act(to, follow, prune, forget, dry_run)
        except BackupError as error:
            raise CommandError(str(error), returncode=1) from error
        json_result.write(result, options["json"], self.stdout)

    def _act(self, to, follow, prune, forget, dry_run):
        if follow:
            call = follow_call(to)
            os.execv(call[0], call)  # noqa: S606  the program takes the place of this one
        if forget:
            drop_slot(to)
            return {"forgotten": to}
        if prune:
            going = retention.prune(to, dry_run=dry_run)
            for one in going:
                self.stderr.write(("would delete " if dry_run else "deleted ") + one)
            return {"deleted": going, "dry_run": dry_run}
        run = back_up(to)
        self.stderr.write(
            f"{run.place}/{run.name}: {run.files} files, {run.size:,} bytes, {run.seconds} s"
        )
        return {
            "name": run.name,
            "place": run.place,
            "database": run.database,
            "finished_at": run.finished_at.isoformat(),
            "seconds": run.seconds,
            "bytes": run.size,
            "files": run.files,
            "sha256": run.sha256,
        }
