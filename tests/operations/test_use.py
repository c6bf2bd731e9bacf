"""How often readers use what: counted without them, written in batches, read by search."""

import threading
from collections import Counter
from datetime import date, timedelta

import pytest
from django.db import OperationalError
from django.utils import timezone

from core import registries
from core.running import use_counts
from core.running.use_counts import API, CHINESE, DOWNLOAD, ENGLISH, PROGRAM, SEARCH, VIEW
from operations.models import UseCount
from operations.use import figures
from operations.use.popularity import guide_uses, learn_uses
from operations.use.writing import write_uses
from tests.home.samples import CODE, document, file

pytestmark = [pytest.mark.django_db, pytest.mark.city]
TODAY = date(2026, 11, 28)


@pytest.fixture(autouse=True)
def _nothing_counted(set_clock):
    set_clock("2026-11-28 10:00")
    use_counts.forget()
    yield
    use_counts.forget()
    learn_uses(fresh=True)


def written():
    """Return {(kind, code, channel): uses} of what has been counted, once it is written."""
    use_counts.flush()
    rows = UseCount.objects.values_list("kind", "code", "channel", "count")
    return {(kind, code, channel): uses for kind, code, channel, uses in rows}


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        (f"/guides/{CODE}/", (VIEW, CODE, CHINESE)),
        (f"/en/guides/{CODE}/", (VIEW, CODE, ENGLISH)),
        (f"/guides/{CODE}/v/1/", (VIEW, CODE, CHINESE)),
        ("/search/?q=食品", (SEARCH, "", CHINESE)),
        (f"/api/v1/guides/{CODE}", (API, CODE, PROGRAM)),
        ("/api/v1/guides", (API, "", PROGRAM)),
    ],
)
def test_what_a_reader_gets_is_counted_once(client, address, counted):
    file()

    client.get(address)

    assert written() == {counted: 1}


@pytest.mark.parametrize(
    "ask",
    [
        lambda client: client.get("/guides/none/"),
        lambda client: client.head(f"/guides/{CODE}/"),
        lambda client: client.get("/departments/"),
        lambda client: client.get("/api/v1/openapi.json"),
        lambda client: client.get(f"/guides/{CODE}/", headers={"user-agent": "Examplebot/2.1"}),
    ],
)
def test_what_is_no_use_is_not_counted(client, ask):
    file()

    ask(client)

    assert written() == {}


def test_a_page_that_the_reader_has_already_counts_too(client):
    file()
    etag = client.get(f"/guides/{CODE}/")["ETag"]

    again = client.get(f"/guides/{CODE}/", headers={"if-none-match": etag})

    assert again.status_code == 304
    assert written() == {(VIEW, CODE, CHINESE): 2}


def test_nothing_of_a_reader_is_kept():
    fields = {field.name for field in UseCount._meta.get_fields()}

    assert fields == {"id", "day", "kind", "code", "channel", "count"}


def test_batches_of_one_day_add_up():
    for _n in range(2):
        write_uses(TODAY, Counter({(VIEW, CODE, CHINESE): 2, (VIEW, "b", CHINESE): 1}))

    assert written() == {(VIEW, CODE, CHINESE): 4, (VIEW, "b", CHINESE): 2}


def test_counts_wait_while_the_database_is_away(monkeypatch):
    def is_away(day, counts):
        raise OperationalError

    use_counts.count(VIEW, CHINESE, CODE)
    monkeypatch.setattr(registries.write_uses, "answer", is_away)

    failed = use_counts.flush()
    monkeypatch.setattr(registries.write_uses, "answer", write_uses)

    assert failed == 0
    assert written() == {(VIEW, CODE, CHINESE): 1}


def test_no_use_is_lost_among_threads():
    def read():
        for _n in range(1_000):
            use_counts.count(VIEW, CHINESE, CODE)

    threads = [threading.Thread(target=read) for _n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert written() == {(VIEW, CODE, CHINESE): 8_000}


def test_search_learns_what_is_used_lately(client):
    for ago, code, uses in ((1, "a", 10), (60, "b", 10), (200, "c", 99)):
        day = TODAY - timedelta(days=ago)
        UseCount.objects.create(day=day, kind=VIEW, code=code, channel=CHINESE, count=uses)
    UseCount.objects.create(day=TODAY, kind=DOWNLOAD, code="d", channel=CHINESE, count=99)

    learn_uses(fresh=True)

    assert guide_uses(["a", "b", "c", "d", "e"]) == {"a": 10.0, "b": 2.5}
    assert registries.guide_uses(["a"]) == {"a": 10.0}


def test_uses_are_told_by_department_region_and_audience():
    item = {"authority": {"slug": "scjg", "name": "局", "region_code": "351000"}, "audience": ["1"]}
    file(document(item=item))
    write_uses(TODAY, Counter({(VIEW, CODE, CHINESE): 3, (API, CODE, PROGRAM): 1}))
    span = (TODAY, timezone.localdate())

    kinds, channels = figures.totals(*span)

    assert dict(kinds)["指南阅读"] == 3 and dict(channels)["数据接口"] == 1
    assert [(one.key, one.count) for one in figures.by_guide(*span)] == [(CODE, 4)]
    assert [(one.key, one.count) for one in figures.by_department(*span)] == [("scjg", 4)]
    assert [(one.key, one.count) for one in figures.by_region(*span)] == [("351000", 4)]
    assert [(one.name, one.count) for one in figures.by_audience(*span)] == [("个人", 4)]


def test_codes_that_are_one_once_they_are_cut_are_counted_together():
    long = "g" * 120

    write_uses(TODAY, {(VIEW, f"{long}a", CHINESE): 2, (VIEW, f"{long}b", CHINESE): 3})

    assert UseCount.objects.get(code=long).count == 5
