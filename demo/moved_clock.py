"""A clock that stands where it is put: what the site's verbs write then is dated so."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from unittest.mock import patch

from django.utils import timezone


@contextmanager
def clock_at(moment: datetime) -> Iterator[None]:
    """Let the site's clock stand at a moment within the context, in this process alone."""
    with patch.object(timezone, "now", lambda: moment):
        yield
