"""Departments that were merged into others: whose old addresses and filters lead where."""

from collections.abc import Collection, Iterator
from typing import Any

from django.db.models import QuerySet

from core.people.department import Department
from core.running.near_cache import kept

SECONDS = 60


def followers() -> dict[str, str]:
    """Return {short code of a merged department: that of the one in its place today}; read once a
    minute.
    """
    return kept("core:former-departments", _read_followers, SECONDS)


def _read_followers() -> dict[str, str]:
    merged = Department.objects.filter(followed_by__isnull=False).order_by()
    return dict(merged.values_list("slug", "followed_by__slug"))


def follower_of(slug: Any) -> QuerySet:
    """Return the query for the short code of the department in the place of one that was merged."""
    merged = Department.objects.filter(slug=slug, followed_by__isnull=False)
    return merged.values("followed_by__slug")[:1]


def with_former(slugs: Collection[str]) -> list[str]:
    """Return the short codes of these departments as they stand today, and of all that were merged
    into them: what was filed under an old one is found under the new one, and the reverse.
    """
    return sorted(set(_with_former(slugs))) if slugs else []


def _with_former(slugs: Collection[str]) -> Iterator[str]:
    now = followers()
    for slug in slugs:
        today = now.get(slug, slug)
        yield today
        yield from (old for old, new in now.items() if new == today)
