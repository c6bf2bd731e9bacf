"""What waits for a person; its number stands on every screen, so it may be a minute old."""

from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache

from core.access.scope import scope_of
from moderation.models import Submission
from moderation.querysets import SubmissionQuerySet

SECONDS = 60
LOOKED_THROUGH = 500
"""So many of a queue are walked from one to the next."""


def waiting(user: Any) -> SubmissionQuerySet:
    """Return the Submissions that a person may decide now."""
    return Submission.objects.waiting_for(user, scope_of(user))


@dataclass(frozen=True)
class Neighbours:
    """Where a Submission stands in somebody's queue, and what comes before and after it."""

    number: int
    count: int
    previous: int | None
    following: int | None


def neighbours_of(submission: Submission, user: Any) -> Neighbours | None:
    """Return the Neighbours of a Submission that waits for a person; None for any other."""
    rows = waiting(user).soonest_due_first().values_list("pk", flat=True)
    keys = list(rows[:LOOKED_THROUGH]) if submission.is_open else []
    if submission.pk not in keys:
        return None
    at = keys.index(submission.pk)
    following = keys[at + 1] if at + 1 < len(keys) else None
    return Neighbours(at + 1, len(keys), keys[at - 1] if at else None, following)


def waiting_count(user: Any) -> int:
    """Return the number, at most `SECONDS` old."""
    found: Any = cache.get_or_set(_key(user), lambda: waiting(user).count(), SECONDS)
    return found


def count_one_less(user: Any) -> None:
    """Let the next screen of a person who has just decided show it, without another count."""
    with suppress(ValueError):  # nothing is kept: the next screen counts
        cache.decr(_key(user))


def _key(user):
    return f"waiting-count:{user.pk}"
