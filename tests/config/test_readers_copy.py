"""What is asked of the copy of the database, and what of the primary: by address, on PostgreSQL."""

from time import monotonic

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connections, transaction
from django.http import HttpRequest

from config import stored_first
from config.settings import stores
from core.choices import Role
from core.models import Department
from core.running import replica
from core.running.replica import for_readers
from exchange.models import StoredPaper
from operations.inspections.registry import CHECKS
from tests.core.replicas import asked, known_with, read_by_readers
from tests.factories import DepartmentFactory, person
from tests.home.samples import CODE, file

pytestmark = [
    pytest.mark.django_db(transaction=True, databases=["default", "replica"]),
    pytest.mark.postgresql,
]
READ_ON_THE_COPY = [
    "/",
    "/en/",
    f"/guides/{CODE}/",
    f"/guides/{CODE}/v/1/",
    "/guides/not-there/",
    "/departments/",
    "/departments/scjg/",
    "/search/?q=食品",
    "/bundles/",
    "/feed.atom",
    "/filings/",
    f"/feedback/{CODE}/",
    f"/feedback/{CODE}/figures.json",
    "/sitemap-guides-1.xml",
    f"/api/v1/guides/{CODE}",
    "/api/v1/guides?limit=1",
    "/api/v1/search?q=食品",
    "/api/v1/suggest?q=食品",
    "/api/v1/changes",
]


@pytest.fixture(scope="module", autouse=True)
def _test_database_once_more(django_db_setup):
    """The test database itself, over a second connection on which nothing can be written."""
    facts = connections[replica.PRIMARY].settings_dict
    options = facts["OPTIONS"] | {"options": "-c default_transaction_read_only=on"}
    test = facts["TEST"] | {"MIRROR": replica.PRIMARY}  # it is emptied as the primary is
    with known_with(facts | {"OPTIONS": options, "TEST": test}):
        yield


@pytest.fixture
def copy(monkeypatch, settings):
    """The copy as readers read it."""
    settings.SEARCH_URL = ""
    with read_by_readers(monkeypatch) as connection:
        replica.lateness._next = monotonic() + 600
        yield connection


def test_readers_are_answered_by_the_copy_and_people_at_work_by_the_primary(copy, client):
    file()
    operator = person(Role.OPERATOR)
    read = []
    for address in READ_ON_THE_COPY:
        with asked() as (of_primary, of_copy):
            client.get(address)
        assert len(of_primary) == 0, (address, of_primary.captured_queries)
        read.append(len(of_copy))
    assert sum(map(bool, read)) > 12  # what a process keeps is not asked for again

    with asked() as (of_primary, of_copy):
        stored_first._stored(HttpRequest(), "zh-hans", CODE)
    assert (len(of_primary), len(of_copy)) == (0, 1)

    client.force_login(operator, backend="core.access.authentication.RoleBackend")
    for address in ("/admin/", f"/manuals/{CODE}/", f"/guides/{CODE}/notice.pdf"):
        with asked() as (of_primary, of_copy):
            client.get(address)
        assert (len(of_copy), len(of_primary) > 0) == (0, True), address
    assert StoredPaper.objects.count() == 1

    with asked() as (of_primary, of_copy):
        client.post(f"/feedback/{CODE}/", {"level": "5"})
    assert (len(of_copy), len(of_primary) > 0) == (0, True)


def test_what_follows_a_write_and_what_stands_in_a_transaction_is_read_on_the_primary(copy):
    def write():
        places = [Department.objects.all().db]
        DepartmentFactory(name="新部门")
        return [*places, Department.objects.all().db]

    def together():
        with transaction.atomic():
            return Department.objects.all().db

    assert for_readers(write) == ["replica", "default"]
    assert for_readers(together) == "default"
    assert for_readers(lambda: Department.objects.get(name="新部门")._state.db) == "replica"
    assert Department.objects.get(name="新部门")._state.db == "default"


def test_a_copy_that_is_away_is_passed_by_for_a_while(copy, client, monkeypatch):
    file()
    tried = []
    connect = copy.connect
    monkeypatch.setattr(copy, "connect", lambda: tried.append(1) or connect())
    monkeypatch.setitem(copy.settings_dict, "PORT", 1)
    copy.close()

    statuses = [client.get(f"/guides/{CODE}/").status_code for _number in range(3)]

    assert statuses == [200, 200, 200]
    assert len(tried) == 1
    assert CHECKS["services"].look().detail == "读者用的副本"


def test_a_copy_of_another_kind_is_refused():
    primary = stores.database("postgresql://guides@db/guides")

    assert stores.replica("postgresql://guides@copy/guides", primary)["HOST"] == "copy"
    for url, of_primary in [
        ("sqlite:///copy.sqlite3", primary),
        ("postgresql://guides@copy/guides", stores.database("sqlite:///db.sqlite3")),
        ("postgresql://guides@copy/other", primary),
    ]:
        with pytest.raises(ImproperlyConfigured, match="DATABASE_REPLICA_URL"):
            stores.replica(url, of_primary)


def test_readyz_says_how_the_copy_is_and_that_the_primary_serves_without_it(
    copy, client, monkeypatch
):
    found = client.get("/readyz").json()
    monkeypatch.setitem(connections.settings[replica.ALIAS], "PORT", 1)
    without = client.get("/readyz")

    assert found["replica"] == "ok"
    assert without.status_code == 200
    assert (without.json()["status"], without.json()["replica"]) == ("degraded", "degraded")


def test_readyz_says_that_the_copy_is_late(copy, client, monkeypatch):
    monkeypatch.setattr(replica.lateness, "_is_late", True)

    assert client.get("/readyz").json()["replica"] == "degraded"
