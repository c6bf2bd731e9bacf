"""`manage.py drill`: proves that the backups can be restored; keeps a signed record."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from core import json_result
from operations.backups.drilling import as_json, drill
from operations.backups.faults import BackupError
from operations.backups.restoring import LATEST
from operations.management.commands.restore import moment_of


class Command(BaseCommand):
    """Restore into a scratch folder, start the site on it, compare everything, sign."""

    help = "Restores into a scratch folder, starts the site on it, checks every fingerprint."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--from", dest="source", metavar="DIR", help="BACKUP_DIR otherwise")
        parser.add_argument("--to", metavar="TIME", default=LATEST, help="ISO moment, or latest")
        parser.add_argument("--scratch", metavar="DIR", help="where to restore; /var/tmp otherwise")
        json_result.add_argument(parser)

    def handle(self, *, source: str, to: str, scratch: str | None, **options: Any) -> None:
        source = source or settings.BACKUP_DIR
        if not source:
            raise CommandError("Say from where: --from DIR, or set BACKUP_DIR.")
        try:
            row = drill(source, moment_of(to), scratch=scratch)
        except (BackupError, OSError) as error:
            raise CommandError(str(error), returncode=1) from error
        result = as_json(row)
        for name, value in result.items():
            self.stderr.write(f"{name}: {value}")
        json_result.write(result, options["json"], self.stdout)
        if not row.passed:
            raise CommandError("The restored copy is not whole.", returncode=1)
