"""Search in tests of the API is answered by the database, also on the real services."""

import pytest


@pytest.fixture(autouse=True)
def _database_answers(settings):
    # What an index of Elasticsearch holds outlives a test; its tests are those of search.
    settings.SEARCH_URL = ""
