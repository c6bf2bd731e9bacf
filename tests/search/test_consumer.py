"""Following the event log: new never gives way to old, tombstones stay, nothing blocks."""

import pytest

from publication import consumers, relay, states
from publication.models import Cursor, DeadLetter, Event
from search import answers, consumer
from search.engines import database, elasticsearch
from search.finding import find
from search.index_document import index_document
from search.models import EntryFacet, SearchEntry, SearchPhrase
from search.query import SearchQuery
from tests.publication.filing_samples import manual_document
from tests.search.samples import generated_documents, guide, index_all, publish

pytestmark = pytest.mark.django_db
REFUSED = "http://127.0.0.1:9"


def titles(**params):
    return [hit.title for hit in find(SearchQuery.from_params(params)).hits]


@pytest.mark.city
def test_an_older_document_never_overwrites_a_newer(alone):
    code = publish(guide(title="旧的"))
    old = index_document(consumer.state_of(code))
    publish(guide(title="新的"), version=2)
    new = index_document(consumer.state_of(code))

    for document in (new, old):
        database.write(document)

    assert titles() == ["新的"]
    assert SearchEntry.objects.get().seq == new.seq > old.seq


@pytest.mark.city
def test_an_abolished_guide_leaves_a_tombstone_that_an_old_event_cannot_raise(alone):
    code = publish(guide())
    old = index_document(consumer.state_of(code))
    states.abolish(code, None, "合并")
    index_all()

    database.write(old)

    entry = SearchEntry.objects.get()
    assert (entry.is_open, entry.seq) == (False, Event.objects.get(type="abolished").seq)
    assert titles(q="食品") == titles() == []
    assert not EntryFacet.objects.exists() and not SearchPhrase.objects.exists()


@pytest.mark.city
def test_events_may_come_again(alone):
    publish(guide())
    index_all()
    index_all()

    assert SearchEntry.objects.count() == 1
    assert titles(q="食品经营") == ["食品经营许可新办办事指南"]


@pytest.mark.city
def test_a_guide_of_which_nothing_is_left_in_another_form_is_found_in_the_new_one_only(alone):
    publish(guide(title="旧招牌", summary="旧招牌", item={"name": "旧招牌", "aliases": []}))
    index_all()
    publish(guide(), version=2)
    index_all()

    assert titles(q="旧招牌") == []
    assert titles(q="开饭店") == ["食品经营许可新办办事指南"]


@pytest.mark.city
def test_manuals_are_not_indexed(alone):
    from publication.take_over import take_over
    from tests.publication.filing_samples import old_envelope

    take_over("scjg-000131001000-01", guide(), manual_document(), old_envelope())
    index_all()

    assert Event.objects.filter(kind="manual").exists()
    assert SearchEntry.objects.count() == 1
    assert titles(q="业务手册") == []


@pytest.fixture
def own_consumers(monkeypatch, settings):
    """Leave search's consumers alone at the relay, with an Elasticsearch that refuses."""
    monkeypatch.setattr(consumers, "_CONSUMERS", {})
    settings.SEARCH_URL, settings.RELAY_MAX_ATTEMPTS = REFUSED, 2
    settings.RELAY_BACKOFF_SECONDS = 0
    answers.register()
    elasticsearch.forget_pause()
    yield
    elasticsearch.forget_pause()


@pytest.mark.city
def test_an_unreachable_elasticsearch_blocks_nothing_and_loses_nothing(own_consumers):
    code = publish(guide())

    for _attempt in range(4):
        relay.run_once()

    assert SearchEntry.objects.get().code == code
    assert Cursor.objects.get(consumer=consumer.DATABASE).seq == 1
    assert Cursor.objects.get(consumer=consumer.ELASTICSEARCH).seq == 0
    assert not DeadLetter.objects.exists()


@pytest.mark.city
def test_without_elasticsearch_the_database_answers_and_says_so(own_consumers):
    code = publish(guide())
    relay.run_once()

    found = find(SearchQuery(q="食品经营"))

    assert [hit.code for hit in found.hits] == [code]
    assert found.degraded
    assert found.engine == database.name()


@pytest.mark.city
def test_after_a_failure_nobody_waits_for_elasticsearch_for_a_while(own_consumers, monkeypatch):
    asked = []
    find(SearchQuery(q="食品"))
    monkeypatch.setattr(elasticsearch, "client", lambda: asked.append(1))

    find(SearchQuery(q="食品"))

    assert asked == []


def test_the_relay_brings_many_guides_in_two_writes(alone, django_assert_max_num_queries):
    for document in generated_documents(12):
        publish(document)
    events = list(Event.objects.all())

    with django_assert_max_num_queries(25):
        consumer.index_many_in_database(events)

    assert SearchEntry.objects.filter(is_open=True).count() == 12
