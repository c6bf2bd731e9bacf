"""`manage.py restore`: lays a backup out in an empty folder, to a chosen moment."""

from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from core import json_result
from operations.backups import making
from operations.backups.faults import BackupError
from operations.backups.restoring import LATEST, restore


class Command(BaseCommand):
    """Restore a backup; the living site is not touched."""

    help = "Restores a backup into an empty folder; nothing of the living site is changed."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--from", dest="source", metavar="DIR", required=True)
        parser.add_argument("--to", metavar="TIME", default=LATEST, help="ISO moment, or latest")
        parser.add_argument("--into", metavar="DIR", required=True, help="an empty folder")
        json_result.add_argument(parser)

    def handle(self, *, source: str, to: str, into: str, **options: Any) -> None:
        try:
            moment = moment_of(to)
            making.bring_up_to_date(source)
            restored = restore(source, moment, into)
        except (BackupError, OSError) as error:
            raise CommandError(str(error), returncode=1) from error
        result = restored.as_json()
        for name, value in result.items():
            self.stderr.write(f"{name}: {value}")
        self.stderr.write("Start on it as docs/operations.md says, “Restoring”.")
        json_result.write(result, options["json"], self.stdout)


def moment_of(text: str) -> datetime | None:
    """Return the moment that somebody named, None for the latest; BackupError for anything else."""
    if text == LATEST:
        return None
    try:
        moment = parse_datetime(text)
    except ValueError:
        moment = None
    if moment is None:
        raise BackupError(f"“{text}” is no moment: write 2026-11-28T09:30:00+08:00, or latest.")
    return moment if timezone.is_aware(moment) else timezone.make_aware(moment)
