"""How this room follows the event log."""

from django.conf import settings

from publication import consumers
from search.consumer import DATABASE, ELASTICSEARCH, index_in_database, index_in_elasticsearch


def register():
    """Follow the event log, with a cursor for each engine: one that is down holds up no other."""
    consumers.register(DATABASE, index_in_database)
    if settings.SEARCH_URL:
        consumers.register(ELASTICSEARCH, index_in_elasticsearch)
