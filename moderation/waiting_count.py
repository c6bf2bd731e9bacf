"""What waits for a person; its number stands on every screen, so it may be a minute old."""

from contextlib import suppress

from django.core.cache import cache

from core.access.scope import scope_of
from moderation.models import Submission

SECONDS = 60


def waiting(user):
    """Return the Submissions that a person may decide now."""
    return Submission.objects.waiting_for(user, scope_of(user))


def waiting_count(user):
    """Return the number, at most `SECONDS` old."""
    return cache.get_or_set(_key(user), lambda: waiting(user).count(), SECONDS)


def count_one_less(user):
    """Let the next screen of a person who has just decided show it, without another count."""
    with suppress(ValueError):  # nothing is kept: the next screen counts
        cache.decr(_key(user))


def _key(user):
    return f"waiting-count:{user.pk}"
