"""When this house began: from when on it is asked for backups, drills and inspections."""

from datetime import UTC, datetime

from django.db import connection
from django.utils import timezone


def founded_at() -> datetime:
    """Return the moment at which the database was first migrated; now when nobody knows."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT min(applied) FROM django_migrations")
        (moment,) = cursor.fetchone()
    if isinstance(moment, str):
        moment = datetime.fromisoformat(moment)
    if moment is None:
        return timezone.now()
    return moment if timezone.is_aware(moment) else timezone.make_aware(moment, UTC)
