"""`manage.py relay`: brings events to search, caches and webhooks."""

import json

from django.core.management.base import BaseCommand

from publication import relay


class Command(BaseCommand):
    """Relay events until stopped, or once."""

    help = "Brings events to their consumers, and lets due versions come into force."

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="stop when all is delivered")
        parser.add_argument("--json", metavar="FILE", help="result as JSON, - for standard output")

    def handle(self, *, once, json: str | None = None, **options):
        if not once:
            relay.run_forever()
            return
        taken = relay.run_once()
        self.report({"delivered": taken, "lag_s": relay.lag_seconds()}, json)

    def report(self, result, target):
        """Print the result, or write it as JSON where asked."""
        if target is None:
            for name, count in result["delivered"].items():
                self.stdout.write(f"{name}: {count}")
        elif target == "-":
            self.stdout.write(_dumps(result))
        else:
            with open(target, "w", encoding="utf-8") as out:
                out.write(_dumps(result))


def _dumps(result):
    return json.dumps(result, ensure_ascii=False)
