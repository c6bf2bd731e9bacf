"""`manage.py dead_letters`: shows what consumers refused, and delivers it again."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from core import json_result
from publication import consumers
from publication.models import DeadLetter


class Command(BaseCommand):
    """List the open dead letters, or hand them to their consumers again."""

    help = "Shows events that a consumer refused; --again delivers them once more."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--again", action="store_true", help="deliver them once more")
        json_result.add_argument(parser)

    def handle(self, *, again: bool, **options: Any) -> None:
        letters = list(DeadLetter.objects.filter(resolved_at=None).select_related("event"))
        results = [self._deliver_again(one) if again else self._shown(one) for one in letters]
        for one in results:
            self.stderr.write(f"{one['consumer']} {one['event']}: {one['error'] or 'delivered'}")
        json_result.write(results, options["json"], self.stdout)
        if again and any(one["error"] for one in results):
            raise CommandError("Some were refused again; mend their cause first.", returncode=1)

    def _shown(self, letter):
        return {"consumer": letter.consumer, "event": letter.event_id, "error": letter.error}

    def _deliver_again(self, letter):
        handler = consumers.registered().get(letter.consumer)
        error = "" if handler else "there is no such consumer any more"
        try:
            if handler:
                handler(letter.event)
        except Exception as failure:  # noqa: BLE001  told, and left open
            error = f"{type(failure).__name__}: {failure}"
        letter.attempts += 1
        letter.error = error or letter.error
        letter.resolved_at = None if error else timezone.now()
        letter.save(update_fields=["attempts", "error", "resolved_at"])
        return {"consumer": letter.consumer, "event": letter.event_id, "error": error}
