"""Fixtures of finding: an Elasticsearch index of the test's own."""

import pytest

from search import consumer
from search.engines import elasticsearch, elasticsearch_client
from search.engines.elasticsearch_client import alias, writer


@pytest.fixture
def elasticsearch_index(es_url, monkeypatch):
    """Return a function that brings all events into this test's index and makes them visible."""
    from tests.search.samples import index_all

    def index():
        index_all(consumer.index_in_elasticsearch)
        writer().indices.refresh(index=alias())

    # A crowded test machine is not an outage.
    monkeypatch.setattr(elasticsearch_client, "SEARCH_SECONDS", 30)
    elasticsearch_client._client.cache_clear()
    elasticsearch.forget_pause()
    yield index
    elasticsearch.forget_pause()
    elasticsearch_client._client.cache_clear()


@pytest.fixture
def alone(settings):
    """Let the database answer, whatever the environment names."""
    settings.SEARCH_URL = ""
