"""`manage.py relay`: brings events to search, caches and webhooks."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from core import json_result
from publication import relay


class Command(BaseCommand):
    """Relay events until stopped, or once."""

    help = "Brings events to their consumers, and lets due versions come into force."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="stop when all is delivered")
        json_result.add_argument(parser)

    def handle(self, *, once: bool, **options: Any) -> None:
        if not once:
            relay.run_forever()
            return
        taken = relay.run_once()
        for name, count in taken.items():
            self.stderr.write(f"{name}: {count}")
        result = {"delivered": taken, "lag_s": relay.lag_seconds()}
        json_result.write(result, options["json"], self.stdout)
