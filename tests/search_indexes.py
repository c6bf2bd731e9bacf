"""Return each test Elasticsearch indexes under a name of its own, and takes them away again."""

from contextlib import contextmanager
from itertools import count

from search.engines.elasticsearch_client import writer

_numbers = count()


@contextmanager
def own_index(settings):
    """While active, search reads and writes under a name that no other test has."""
    shared, url = settings.SEARCH_INDEX_PREFIX, settings.SEARCH_URL
    settings.SEARCH_INDEX_PREFIX = f"{shared}-{next(_numbers)}"
    try:
        yield
    finally:
        settings.SEARCH_URL = url  # a test may have let it point elsewhere
        for name in writer().indices.get_alias(index=f"{settings.SEARCH_INDEX_PREFIX}-*"):
            writer().indices.delete(index=name)
