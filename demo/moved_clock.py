"""A clock that stands where it is put: what the site's verbs write then is dated so."""

from contextlib import contextmanager
from unittest.mock import patch

from django.utils import timezone


@contextmanager
def clock_at(moment):
    """Let the site's clock stand at a moment within the context, in this process alone."""
    with patch.object(timezone, "now", lambda: moment):
        yield
