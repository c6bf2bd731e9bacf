"""What this room answers to the rooms below, and how it follows the event log."""

from django.conf import settings

from core import registries
from core.running import background_work
from publication import consumers
from search import consumer
from search.finding import find_hits
from search.learning import learn_when_due
from search.log.keeping import forget_old
from search.query import SearchQuery

MOST_FOUND = 10


def register() -> None:
    """Answer what is asked, and follow the event log with a cursor for each engine: one that is
    down holds up no other.
    """
    registries.guides_found.register(codes_found)
    consumers.register(
        consumer.DATABASE, consumer.index_in_database, consumer.index_many_in_database
    )
    background_work.register("search-learning", learn_when_due)
    background_work.register("search-log", forget_old)
    if settings.SEARCH_URL:
        consumers.register(
            consumer.ELASTICSEARCH,
            consumer.index_in_elasticsearch,
            consumer.index_many_in_elasticsearch,
        )


def codes_found(words: str) -> list[str]:
    """Return the codes of the ten guides that fit these words best."""
    hits, _total, _more = find_hits(SearchQuery(q=words, limit=MOST_FOUND))
    return [hit.code for hit in hits]
