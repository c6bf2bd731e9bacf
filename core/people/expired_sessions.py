"""Sessions that have ended are deleted, a little at a time, so that their table stays small."""

from django.contrib.sessions.models import Session
from django.utils import timezone

AT_ONCE = 1_000


def forget_expired(_until: float | None) -> int:
    """Delete sessions whose time is over; return how many."""
    expired = Session.objects.filter(expire_date__lt=timezone.now())
    keys = list(expired.values_list("pk", flat=True)[:AT_ONCE])
    return Session.objects.filter(pk__in=keys).delete()[0] if keys else 0
