"""What `/readyz` says of real services that are gone or hang, and of disks that take nothing."""

import shutil
import socket
import threading
import time
from datetime import timedelta

import psycopg
import pytest
from django.db import connection, connections
from django.urls import get_resolver
from django.utils import timezone

from bench._killable_servers import OwnPostgreSQL, OwnRedis, free_port
from config import probes
from config.settings import stores
from publication import consumers
from publication.models import Event

KEYS = {"status", "database", "search", "cache", "disk", "relay_lag_s", "version"}
pytestmark = [pytest.mark.django_db, pytest.mark.city]


@pytest.fixture(autouse=True)
def _addresses():
    """Load all addresses before anything is timed, as the first request of a process does."""
    get_resolver().url_patterns  # noqa: B018


def asked(client, path="/readyz"):
    """Return (status, state) of an answer that took less than a second."""
    started = time.monotonic()
    answer = client.get(path)
    took = time.monotonic() - started

    assert took < 1, f"{path} took {took:.1f} s"
    return answer.status_code, answer.json()


def use(settings, **services):
    """Let the site use other services: CACHE_URL, SEARCH_URL."""
    for name, url in services.items():
        setattr(settings, name, url)
    if "CACHE_URL" in services:
        settings.CACHES = stores.caches(services["CACHE_URL"])


def use_database(monkeypatch, **place):
    """Let connections that are opened from now on lead to another place."""
    for name, value in place.items():
        monkeypatch.setitem(connections.settings["default"], name, value)


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_a_sound_site_answers_200_with_every_part(client, path):
    status, state = asked(client, path)

    assert status == 200
    assert set(state) == KEYS
    assert state["database"] == "ok"


def test_alone_everything_is_ok(client, settings):
    use(settings, CACHE_URL="", SEARCH_URL="")

    status, state = asked(client)

    assert (status, state["status"]) == (200, "ok")
    assert (state["search"], state["cache"], state["disk"]) == ("ok", "ok", "ok")


def test_a_search_engine_that_is_gone_leaves_the_site_ready(client, settings):
    use(settings, SEARCH_URL=f"http://127.0.0.1:{free_port()}")

    status, state = asked(client)

    assert (status, state["status"], state["search"]) == (200, "degraded", "down")


def test_a_search_engine_that_hangs_is_not_waited_for(client, settings):
    with socket.create_server(("127.0.0.1", 0)) as hanging:
        use(settings, SEARCH_URL=f"http://127.0.0.1:{hanging.getsockname()[1]}")

        status, state = asked(client)

    assert (status, state["status"], state["search"]) == (200, "degraded", "down")


def test_what_hangs_already_is_not_waited_for_once_more():
    back = threading.Event()
    question = {"hanging": (lambda: back.wait(5) and "ok", "down")}
    seen = [probes.answers(question)]

    started = time.monotonic()
    seen.append(probes.answers(question))
    took = time.monotonic() - started
    back.set()
    seen.append(probes.answers(question))

    assert [one["hanging"] for one in seen] == ["down", "down", "ok"]
    assert took < probes.SECONDS / 2


@pytest.mark.elasticsearch
def test_an_engine_without_our_index_is_down_and_one_with_it_is_ok(client, settings):
    from search.engines import elasticsearch_writing

    before = asked(client)[1]["search"]
    elasticsearch_writing.ensure_index()

    assert (before, asked(client)[1]["search"]) == ("down", "ok")


@pytest.mark.redis
def test_redis_that_hangs_or_is_gone_degrades_and_one_that_is_back_is_ok(client, settings):
    with OwnRedis() as redis:
        use(settings, CACHE_URL=redis.url, SEARCH_URL="")
        states = [asked(client)]
        for change in (redis.hang, redis.resume, redis.kill, redis.start):
            change()
            states.append(asked(client))

    assert [status for status, _state in states] == [200] * 5
    assert [state["cache"] for _status, state in states] == ["ok", "down", "ok", "down", "ok"]
    assert [state["status"] for _status, state in states] == [
        "ok", "degraded", "ok", "degraded", "ok",
    ]  # fmt: skip


def test_a_database_that_is_gone_is_503(client, monkeypatch, tmp_path):
    use_database(monkeypatch, PORT=free_port())
    if connection.vendor == "sqlite":
        use_database(monkeypatch, NAME=str(tmp_path / "no-such-folder" / "db.sqlite3"))

    for path in ("/healthz", "/readyz"):
        status, state = asked(client, path)
        assert (status, state["status"], state["database"]) == (503, "down", "down")
        assert state["relay_lag_s"] is None


@pytest.mark.postgresql
def test_a_database_that_hangs_is_503_and_back_within_two_seconds(client, monkeypatch):
    with OwnPostgreSQL() as own:
        place = {"HOST": "127.0.0.1", "PORT": own.port, "NAME": "guides", "USER": "guides"}
        use_database(monkeypatch, **place, PASSWORD="")
        with psycopg.connect(own.url, autocommit=True) as empty:
            empty.execute("CREATE TABLE publication_cursor (consumer text, seq bigint)")
            empty.execute("CREATE TABLE publication_event (seq bigint, at timestamptz)")
        states = [asked(client)]
        own.hang()
        states += [asked(client), asked(client)]
        own.resume()
        time.sleep(2)
        states.append(asked(client))

    assert [status for status, _state in states] == [200, 503, 503, 200]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("seconds", "status"), [(10, "ok"), (100, "degraded")])
def test_a_relay_that_is_late_degrades(client, settings, monkeypatch, seconds, status):
    use(settings, SEARCH_URL="", CACHE_URL="")
    monkeypatch.setattr(consumers, "_CONSUMERS", {"c": lambda event: None})
    at = timezone.now() - timedelta(seconds=seconds)
    Event.objects.create(seq=1, type="published", code="a-1", kind="guide", version=1, at=at)

    answer, state = asked(client)

    assert (answer, state["status"]) == (200, status)
    assert seconds <= state["relay_lag_s"] < seconds + 5


@pytest.mark.parametrize("name", ["CONTENT_STORE_ROOT", "MEDIA_ROOT"])
def test_a_disk_that_is_nearly_full_full_or_read_only_degrades(client, settings, small_disk, name):
    use(settings, SEARCH_URL="", CACHE_URL="")
    setattr(settings, name, str(small_disk.path / "below"))
    states = [asked(client)]
    small_disk.fill()
    states.append(asked(client))
    small_disk.make_room()
    small_disk.make_read_only()
    states.append(asked(client))

    assert [status for status, _state in states] == [200] * 3
    assert [state["disk"] for _status, state in states] == ["degraded", "down", "down"]
    assert {state["status"] for _status, state in states} == {"degraded"}
    assert not list(small_disk.path.rglob(".readyz-*"))


def test_a_folder_that_cannot_be_made_is_down(tmp_path):
    (tmp_path / "file").touch()

    assert probes.folder_state(tmp_path / "file" / "store") == "down"
    assert probes.folder_state(tmp_path) == "ok" or shutil.disk_usage(tmp_path).free < (
        probes.LEAST_FREE
    )
