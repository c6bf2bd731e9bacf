"""Elasticsearch: versions that never go back, rebuilds without downtime, failures that pass."""

import pytest
from elastic_transport import ConnectionError as NoConnectionError
from elasticsearch import Elasticsearch

from publication import states
from publication.choices import EventType
from publication.consumers import Unavailable
from publication.life.state_changes import Change, put_on_record
from publication.models import Cursor, Event, PublicState
from search import consumer, rebuild, verify
from search.engines import elasticsearch_mapping
from search.engines import elasticsearch_writing as writing
from search.engines.elasticsearch_client import NoAnswerError, alias, client, writer
from search.finding import find
from search.index_document import index_document
from search.models import RebuildRun
from search.query import SearchQuery
from tests.search.samples import generated_documents, guide, publish

pytestmark = [pytest.mark.django_db, pytest.mark.elasticsearch]


def titles(q=""):
    writer().indices.refresh(index=alias())
    return sorted(hit.title for hit in find(SearchQuery(q=q, limit=50)).hits)


@pytest.fixture
def ten_guides(elasticsearch_index):
    for document in generated_documents(10):
        publish(document)
    elasticsearch_index()


def test_an_older_document_never_overwrites_a_newer(elasticsearch_index):
    code = publish(guide(title="旧的"))
    old = index_document(consumer.state_of(code))
    publish(guide(title="新的"), version=2)

    writing.write(index_document(consumer.state_of(code)))
    writing.write(old)

    assert titles() == ["新的"]


def test_a_tombstone_keeps_its_place(elasticsearch_index):
    code = publish(guide())
    old = index_document(consumer.state_of(code))
    states.abolish(code, None, "合并")
    elasticsearch_index()

    writing.write(old)

    assert titles() == []
    document = writer().get(index=alias(), id=code)
    source = document["_source"]
    assert source.pop("fingerprint")
    assert source == {"code": code, "seq": 2, "is_open": False}


def test_a_guide_that_expired_is_found_again_once_a_new_version_is_filed(elasticsearch_index):
    code = publish(guide(title="旧的"))
    row = PublicState.objects.select_related("current").get()
    put_on_record([Change(row, EventType.EXPIRED, row.current)])
    elasticsearch_index()
    expired = titles()

    publish(guide(title="新的"), version=2)
    elasticsearch_index()

    assert (expired, titles()) == ([], ["新的"])
    assert writer().get(index=alias(), id=code)["_source"]["is_open"]


def test_a_search_costs_three_queries_to_the_database(ten_guides, django_assert_max_num_queries):
    """The dictionary's revision, the frequencies of words that nobody asked for lately, and which
    bundles are filed.
    """
    find(SearchQuery(q="餐饮"))

    with django_assert_max_num_queries(3):
        found = find(SearchQuery(q="办事"))

    assert (found.engine, found.total) == ("elasticsearch", 10)


def test_the_mapping_takes_nothing_that_it_does_not_know():
    assert elasticsearch_mapping.MAPPINGS["dynamic"] == "strict"


def test_an_index_that_vanished_is_not_begun_again_half_empty(ten_guides):
    for index in rebuild.live_indexes():
        writer().indices.delete(index=index)
    Cursor.objects.create(consumer=consumer.ELASTICSEARCH, seq=10)
    publish(guide())

    with pytest.raises(Unavailable, match="rebuild"):
        consumer.index_in_elasticsearch(Event.objects.get(seq=11))

    found = find(SearchQuery())
    assert found.degraded


def test_a_rebuild_swaps_the_index_in_one_step_and_misses_nothing(ten_guides, monkeypatch):
    before = rebuild.live_indexes()
    swap = rebuild._swap

    def swap_while_publishing(index):
        assert len(titles()) == 10
        publish(guide(title="换名时公布的"))
        consumer.index_in_elasticsearch(Event.objects.get(seq=11))
        return swap(index)

    monkeypatch.setattr(rebuild, "_swap", swap_while_publishing)
    run = rebuild.rebuild("elasticsearch")

    assert rebuild.live_indexes() == [run.index] != before
    assert writer().indices.exists(index=before)
    assert "换名时公布的" in titles()
    assert verify.verify("elasticsearch").is_sound


def test_a_rebuilt_index_has_few_segments(ten_guides, monkeypatch):
    monkeypatch.setattr(rebuild, "RANGE", 1)
    write_many = writing.write_many

    def write_a_segment(index, documents):
        refused = write_many(index, documents)
        writer().indices.refresh(index=index)
        return refused

    monkeypatch.setattr(writing, "write_many", write_a_segment)
    run = rebuild.rebuild("elasticsearch")

    (shard,) = writer().indices.segments(index=run.index)["indices"][run.index]["shards"]["0"]
    assert 0 < len(shard["segments"]) <= writing.SEGMENTS
    assert len(titles()) == 10


def test_a_rebuild_goes_on_where_it_was_stopped(ten_guides, monkeypatch):
    monkeypatch.setattr(rebuild, "RANGE", 3)
    written = []
    write_many = writing.write_many

    def die_at_the_third(index, documents):
        written.append(len(documents))
        if len(written) == 3:
            raise KeyboardInterrupt
        return write_many(index, documents)

    monkeypatch.setattr(writing, "write_many", die_at_the_third)
    with pytest.raises(KeyboardInterrupt):
        rebuild.rebuild("elasticsearch")
    stopped = RebuildRun.objects.get()
    stopped_at = stopped.last_key
    live_while_stopped = len(titles())
    monkeypatch.setattr(writing, "write_many", write_many)
    seen = []
    run = rebuild.rebuild("elasticsearch", lambda done, total: seen.append((done, total)))

    assert live_while_stopped == 10
    assert run.pk == stopped.pk and stopped_at > 0
    assert seen == [(9, 10), (10, 10)]
    assert len(titles()) == 10
    assert verify.verify("elasticsearch").is_sound


def test_a_guide_that_cannot_be_indexed_does_not_stop_a_rebuild(ten_guides, monkeypatch):
    def broken(state):
        if state.code.startswith("dept-3"):
            raise KeyError("item")
        return index_document(state)

    monkeypatch.setattr(rebuild, "index_document", broken)

    run = rebuild.rebuild("elasticsearch")

    assert [code[:6] for code in run.refused] == ["dept-3"]
    assert len(titles()) == 9


def test_verifying_tells_what_misses_and_what_is_behind(ten_guides):
    publish(guide())
    first = Event.objects.get(seq=1)
    states.suspend(first.code, None, "升级")
    Cursor.objects.create(consumer=consumer.ELASTICSEARCH, seq=11)
    waiting = verify.verify("elasticsearch")
    Cursor.objects.update(seq=12)

    report = verify.verify("elasticsearch")

    assert (waiting.waiting, len(waiting.missing), waiting.behind) == (1, 1, [])
    assert (report.missing, report.behind) == (["scjg-000131001000-01"], [first.code])
    assert not report.is_sound


@pytest.mark.parametrize("failure", [NoConnectionError("refused"), None])
def test_what_the_service_does_wrong_is_waited_for(failure, ten_guides, monkeypatch):
    if failure is None:
        writer().indices.put_settings(
            index=alias(), settings={"index.blocks.read_only_allow_delete": True}
        )
    else:

        def refuse(*args, **kwargs):
            raise failure

        monkeypatch.setattr(Elasticsearch, "index", refuse)
    code = publish(guide())

    with pytest.raises(Unavailable):
        writing.write(index_document(consumer.state_of(code)))


def test_one_client_serves_a_process():
    assert client() is client()


def test_without_an_index_the_database_answers_and_a_new_index_is_used_at_once(elasticsearch_index):
    publish(guide())

    without = find(SearchQuery(q="食品"))
    elasticsearch_index()
    found = find(SearchQuery(q="食品"))

    assert (without.degraded, found.degraded, found.total) == (True, False, 1)


def test_the_relay_feeds_in_batches_and_an_index_that_is_gone_is_never_invented(ten_guides):
    events = list(Event.objects.all())
    publish(guide(title="一批里的"))
    consumer.index_many_in_elasticsearch([*events, Event.objects.get(seq=11)])
    fed = titles()
    for index in rebuild.live_indexes():
        writer().indices.delete(index=index)

    with pytest.raises((NoAnswerError, writing.RefusedError)):
        consumer.index_many_in_elasticsearch(events)

    assert len(fed) == 11 and "一批里的" in fed
    assert not writer().indices.exists(index=alias())
