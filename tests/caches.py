"""The caches of a test run, emptied together."""

from django.conf import settings
from django.core.cache import caches


def empty_caches():
    """Forget what this process and Redis keep."""
    for name in settings.CACHES:
        caches[name].clear()
