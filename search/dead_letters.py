"""Repairing what a consumer of search had set aside: the guide is indexed as it is now."""

from django.db.models import QuerySet
from django.utils import timezone

from publication import consumers
from publication.models import DeadLetter
from search.consumer import DATABASE, ELASTICSEARCH


def open_letters() -> QuerySet[DeadLetter]:
    """Return the dead letters of search that nobody has dealt with."""
    rows = DeadLetter.objects.filter(consumer__in=(DATABASE, ELASTICSEARCH), resolved_at=None)
    return rows.select_related("event").order_by("pk")


def repair_dead_letters() -> tuple[int, int]:
    """Hand each dead letter of search to its consumer once more; return (repaired, left)."""
    handlers = consumers.registered()
    repaired, left = 0, 0
    for letter in open_letters():
        try:
            handlers[letter.consumer](letter.event)
        except Exception as error:  # noqa: BLE001  it stays a dead letter, with its latest reason
            letter.error = f"{type(error).__name__}: {error}"[:2000]
            letter.save(update_fields=["error"])
            left += 1
        else:
            letter.resolved_at = timezone.now()
            letter.save(update_fields=["resolved_at"])
            repaired += 1
    return repaired, left
