"""Counts that may be a minute old: kept by this process for some seconds, and by Redis for all."""

from collections.abc import Callable
from typing import Any

from django.core.cache import cache, caches

NEAR_SECONDS = 10
"""Asking Redis costs as much as half a list; a process asks it for each count so seldom."""


def kept(key: str, make: Callable[[], Any], seconds: float) -> Any:
    """Return what `make()` returned within the last `seconds`, and NEAR_SECONDS at most."""
    near = caches["process"]
    return near.get_or_set(key, lambda: cache.get_or_set(key, make, seconds), NEAR_SECONDS)
