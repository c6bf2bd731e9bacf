"""A real streaming replica: read while it follows, passed by when it is away or late."""

import time

import psycopg
import pytest
from django.db import InternalError, connections
from django.utils import translation

from bench._killable_servers import OwnPostgreSQL, OwnReplica
from config.settings import stores
from core.running import replica
from core.running.replica import for_readers, reading_alias, reading_connection
from operations.doctor.database import readers_copy
from tests.core.replicas import known_with, read_by_readers

pytestmark = pytest.mark.postgresql
SECONDS = 10


@pytest.fixture(scope="module")
def servers():
    """A primary and a copy of this module's own."""
    with OwnPostgreSQL() as primary:
        with psycopg.connect(primary.url) as connection:
            connection.execute("CREATE TABLE words (word text)")
        with OwnReplica(primary) as copy:
            yield primary, copy


@pytest.fixture
def places(servers, monkeypatch, django_db_blocker, settings):
    """The two as Django knows them; the project's database is not touched."""
    primary, copy = servers
    facts = stores.database(primary.url)
    connections.settings["own"] = connections.configure_settings({"default": facts})["default"]
    of_copy = stores.replica(copy.url, facts)
    of_copy = connections.configure_settings({"default": of_copy})["default"]
    monkeypatch.setattr(replica, "PRIMARY", "own")
    monkeypatch.setattr(replica, "LOOKED_EVERY_SECONDS", 0)
    settings.REPLICA_MAX_LAG_SECONDS = 0.5
    with django_db_blocker.unblock(), known_with(of_copy), read_by_readers(monkeypatch):
        yield primary, copy
        connections["own"].close()
    del connections["own"], connections.settings["own"]


def write(statement):
    with connections["own"].cursor() as cursor:
        cursor.execute(statement)


def words():
    """Return where a reader reads, and what is there."""
    with reading_connection().cursor() as cursor:
        cursor.execute("SELECT word FROM words")
        return reading_alias(), {word for (word,) in cursor.fetchall()}


def until(expected, question):
    """Ask until the answer is the expected one, for some seconds; return the last answer."""
    ends = time.monotonic() + SECONDS
    while (answer := question()) != expected and time.monotonic() < ends:
        time.sleep(0.05)
    return answer


def place_of_reading():
    replica.pause.answered()
    return for_readers(words)[0]


def test_what_is_written_is_read_on_the_copy_which_takes_no_word(places):
    write("INSERT INTO words VALUES ('new')")

    assert until(True, lambda: "new" in for_readers(words)[1])
    assert for_readers(words)[0] == replica.ALIAS
    with connections[replica.ALIAS].cursor() as cursor, pytest.raises(InternalError):
        cursor.execute("INSERT INTO words VALUES ('never')")


def test_a_copy_that_stands_still_is_passed_by_until_it_has_caught_up(places):
    with connections[replica.ALIAS].cursor() as cursor:
        cursor.execute("SELECT pg_wal_replay_pause()")
    place_of_reading()
    write("INSERT INTO words VALUES ('late')")
    time.sleep(0.6)

    while_late = until("own", place_of_reading)
    with connections[replica.ALIAS].cursor() as cursor:
        cursor.execute("SELECT pg_wal_replay_resume()")

    assert while_late == "own"
    assert until(replica.ALIAS, place_of_reading) == replica.ALIAS


def test_one_that_is_killed_costs_no_reader_an_answer(places):
    _primary, copy = places
    write("INSERT INTO words VALUES ('there')")
    assert until(True, lambda: "there" in for_readers(words)[1])

    def killed_meanwhile():
        found = words()
        if reading_alias() == replica.ALIAS:
            copy.kill()
            words()
        return found

    place, found = for_readers(killed_meanwhile)
    with translation.override("zh-hans"):
        ailment = readers_copy()
    copy.start()

    assert (place, "there" in found) == ("own", True)
    assert not replica.pause.is_over()
    assert "没有应答" in ailment.cause
    assert until(replica.ALIAS, place_of_reading) == replica.ALIAS
    assert readers_copy() is None


def test_readers_go_on_while_the_primary_is_away(places):
    primary, _copy = places
    write("INSERT INTO words VALUES ('kept')")
    assert until(True, lambda: "kept" in for_readers(words)[1])

    primary.kill()
    place, found = for_readers(words)
    primary.start()

    assert (place, "kept" in found) == (replica.ALIAS, True)
