"""Fixtures of the public site: the database answers searches, engines are compared elsewhere."""

import pytest

from search.engines import elasticsearch


@pytest.fixture(autouse=True)
def _database_searches(settings):
    """Let the database answer: the page is the same whichever engine does."""
    settings.SEARCH_URL = ""
    yield
    elasticsearch.forget_pause()
