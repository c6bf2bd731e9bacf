"""Following the event log: brings each event's guide into the index of every engine.

A handler reads the guide's public state, which may be newer than the event; so it may run twice,
late, or beside another relay. Engines refuse what is older than what they have.
"""

from collections.abc import Iterable

from django.db.models import QuerySet

from guides.choices import DocumentKind
from publication.models import Cursor, Event, PublicState
from search.engines import database
from search.index_document import index_document
from search.models import SearchEntry

DATABASE = "search-database"
ELASTICSEARCH = "search-elasticsearch"


def index_in_database(event: Event) -> None:
    """Bring the guide of an event into the database's index."""
    if event.kind != DocumentKind.GUIDE:
        return
    if SearchEntry.objects.filter(code=event.code, seq__gte=event.seq).exists():
        return
    database.write(index_document(state_of(event.code)))


def index_in_elasticsearch(event: Event) -> None:
    """Bring the guide of an event into Elasticsearch; consumers.Unavailable when it is down."""
    from search.engines import elasticsearch_writing

    if event.kind == DocumentKind.GUIDE:
        document = index_document(state_of(event.code))
        elasticsearch_writing.write(document, creates_index=not _has_taken_guides())


def index_many_in_database(events: Iterable[Event]) -> None:
    """Bring the guides of some events into the database's index, all in one transaction."""
    database.write_many(_documents(events))


def index_many_in_elasticsearch(events: Iterable[Event]) -> None:
    """Bring the guides of some events into Elasticsearch in one request; raise where it refuses
    any.
    """
    from search.engines import elasticsearch_writing

    elasticsearch_writing.follow_many(_documents(events))


def _documents(events):
    """Return the IndexDocuments of the guides of some events, each once."""
    codes = {event.code for event in events if event.kind == DocumentKind.GUIDE}
    return [index_document(state) for state in states().filter(code__in=codes)]


def _has_taken_guides():
    """Return whether Elasticsearch had guides before: an index that vanished is rebuilt, not
    begun.
    """
    cursor = Cursor.objects.filter(consumer=ELASTICSEARCH).first()
    before = Event.objects.filter(kind=DocumentKind.GUIDE, seq__lte=cursor.seq if cursor else 0)
    return before.exists()


def state_of(code: str) -> PublicState:
    """Return the public state of a guide with what indexing needs of its current version."""
    return states().get(code=code)


def states() -> QuerySet[PublicState]:
    """Return the public states of all guides, ready to be indexed."""
    return (
        PublicState.objects.filter(kind=DocumentKind.GUIDE)
        .select_related("current")
        .defer("current__text")
    )
