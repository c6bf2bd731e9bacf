"""`manage.py search`: what it does to the database's index, and what it says."""

import json

import pytest
from django.core.management import CommandError, call_command

from publication.models import Cursor, DeadLetter, Event
from search import consumer
from search.finding import find
from search.models import EntryFacet, RebuildRun, SearchEntry
from search.query import SearchQuery
from tests.search.samples import generated_documents, index_all, publish

pytestmark = [pytest.mark.django_db, pytest.mark.city, pytest.mark.usefixtures("alone")]


@pytest.fixture
def guides():
    for document in generated_documents(5):
        publish(document)


def result_of(capsys, *args):
    capsys.readouterr()
    call_command("search", *args, json="-")
    return json.loads(capsys.readouterr().out)


def test_a_rebuild_fills_an_empty_index(guides, capsys):
    (result,) = result_of(capsys, "rebuild", "--processes=1")

    assert (result["engine"], result["indexed"], result["ok"]) == ("database", 5, True)
    assert find(SearchQuery()).total == 5
    assert RebuildRun.objects.get().finished_at


def test_a_rebuild_mends_what_was_lost_in_place(guides, capsys):
    index_all()
    before = find(SearchQuery(q="办事"))
    EntryFacet.objects.all().delete()

    call_command("search", "rebuild", processes=1)

    after = find(SearchQuery(q="办事"))
    assert {hit.code for hit in after.hits} == {hit.code for hit in before.hits}
    assert after.facets == before.facets and before.facets["department"]


def test_verifying_fails_when_something_misses(guides, capsys):
    index_all()
    Cursor.objects.create(consumer=consumer.DATABASE, seq=5)
    (sound,) = result_of(capsys, "verify")
    SearchEntry.objects.first().delete()

    with pytest.raises(CommandError):
        call_command("search", "verify")

    assert sound["ok"] and sound["indexed"] == sound["published"] == 5


def test_the_status_tells_how_far_the_consumer_has_come(guides, capsys):
    Cursor.objects.create(consumer=consumer.DATABASE, seq=3)

    (status,) = result_of(capsys, "status")

    assert (status["taken"], status["last_event"], status["indexed"]) == (3, 5, 0)


def test_there_is_no_elasticsearch_without_an_address():
    with pytest.raises(CommandError, match="SEARCH_URL"):
        call_command("search", "rebuild", engine="elasticsearch")


def test_verifying_notices_other_contents_and_repairs_them(guides, capsys):
    index_all()
    Cursor.objects.create(consumer=consumer.DATABASE, seq=5)
    entry = SearchEntry.objects.first()
    SearchEntry.objects.filter(pk=entry.pk).update(is_open=False, fingerprint="other")

    with pytest.raises(CommandError):
        call_command("search", "verify")
    (repaired,) = result_of(capsys, "verify", "--repair")
    (sound,) = result_of(capsys, "verify")

    assert (repaired["ok"], repaired["differing"], repaired["repaired"]) == (True, 1, 1)
    assert sound["ok"] and sound["differing"] == 0
    assert SearchEntry.objects.get(pk=entry.pk).is_open


def test_a_dead_letter_of_search_is_repaired(guides, capsys):
    event = Event.objects.order_by("seq").first()
    DeadLetter.objects.create(consumer=consumer.DATABASE, event=event, error="x", attempts=8)

    call_command("search", "verify", "--repair", "--json=-")

    assert DeadLetter.objects.get().resolved_at
    assert SearchEntry.objects.filter(code=event.code).exists()
