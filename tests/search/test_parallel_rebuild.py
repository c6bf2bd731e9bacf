"""A rebuild by several processes on PostgreSQL: all ranges written, none left out after a stop."""

import pytest

from search import rebuild, verify
from search.models import RebuildRun, SearchEntry
from tests.search.samples import generated_documents, publish

pytestmark = [
    pytest.mark.postgresql,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.usefixtures("alone"),
]


@pytest.fixture
def guides(monkeypatch):
    monkeypatch.setattr(rebuild, "RANGE", 2)
    for document in generated_documents(11):
        publish(document)


def test_processes_write_every_range(guides):
    seen = []

    run = rebuild.rebuild("database", lambda done, total: seen.append((done, total)), processes=2)

    assert SearchEntry.objects.count() == 11
    assert seen == [(2, 11), (4, 11), (6, 11), (8, 11), (10, 11), (11, 11)]
    assert run.finished_at
    assert not verify.verify("database").wrong


def test_a_stopped_one_goes_on_where_all_before_is_written(guides):
    def stop(done, total):
        if done == 6:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rebuild.rebuild("database", stop, processes=2)
    seen = []
    rebuild.rebuild("database", lambda done, total: seen.append(done), processes=2)

    assert seen == [8, 10, 11]
    assert SearchEntry.objects.count() == 11
    assert RebuildRun.objects.count() == 1
