"""Keeping the log short: what is older than some weeks goes, a little at a time."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from search.models import LoggedClick, LoggedQuery

AT_ONCE = 1_000


def forget_old(_until: float | None) -> int:
    """Delete rows that are older than SEARCH_LOG_DAYS; return how many."""
    oldest = timezone.now() - timedelta(days=settings.SEARCH_LOG_DAYS)
    count = 0
    for model in (LoggedQuery, LoggedClick):
        keys = list(model.objects.filter(at__lt=oldest).values_list("pk", flat=True)[:AT_ONCE])
        if keys:
            count += model.objects.filter(pk__in=keys).delete()[0]
    return count
