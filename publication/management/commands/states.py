"""`manage.py states`: holds public states against the event log, or rebuilds them from it."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from core import json_result
from publication.life import rebuild


class Command(BaseCommand):
    """Verify or rebuild what readers get."""

    help = "Verifies public states against the event log, or rebuilds those that differ."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("action", choices=["verify", "rebuild"])
        json_result.add_argument(parser)

    def handle(self, *, action: str, **options: Any) -> None:
        def report(done):
            self.stderr.write(f"{done} codes")

        differing = getattr(rebuild, action)(report)
        result = [
            {"code": code, "kind": kind, "fields": names}
            for (code, kind), names in differing.items()
        ]
        json_result.write(result, options["json"], self.stdout)
        for one in result:
            self.stderr.write(f"{one['code']} ({one['kind']}): {', '.join(one['fields'])}")
        if result and action == "verify":
            raise CommandError("Public states differ from the event log.", returncode=1)
