"""Web services behind PgBouncer with transaction pooling: nothing is kept that needs a session."""

import os
import subprocess
import threading
import time

import psycopg
import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError, ProgrammingError, connection
from django.db.utils import ConnectionHandler

from bench._killable_servers import free_port
from config.settings import stores
from core.running.one_at_a_time import one_at_a_time
from core.wagtail_changes.prepared_statement import _binary_cursor
from tests.service_reach import PGBOUNCER

SETTINGS = """
[databases]
pooled = host={HOST} port={PORT} dbname={NAME} user={USER} password={PASSWORD}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {listens}
auth_type = any
pool_mode = transaction
default_pool_size = 2
unix_socket_dir =
"""


@pytest.fixture
def pooler(db, tmp_path):
    """Return the URL of a PgBouncer with two connections to the tests' database."""
    port = free_port()
    folder = tmp_path / "pooler"
    folder.mkdir()
    config = folder / "pgbouncer.ini"
    config.write_text(SETTINGS.format(**connection.settings_dict, listens=port))
    as_account = {"user": "nobody"} if os.geteuid() == 0 else {}
    with config.open() as settings:
        process = subprocess.Popen([PGBOUNCER, "/dev/stdin"], stdin=settings, **as_account)
    url = f"postgresql://anybody@127.0.0.1:{port}/pooled"
    try:
        _wait(url, process)
        yield url
    finally:
        process.terminate()
        process.wait(10)


def _wait(url, process):
    ends = time.monotonic() + 20
    while time.monotonic() < ends and process.poll() is None:
        try:
            return psycopg.connect(url).close()
        except psycopg.OperationalError:
            time.sleep(0.1)
    raise RuntimeError("pgbouncer does not answer")


def crowd(url, *, is_pooled):
    """Let six connections ask the same as readers do, each many times; return their errors."""
    errors = []

    def ask():
        own = ConnectionHandler({"default": stores.database(url, is_pooled=is_pooled)})["default"]
        try:
            for number in range(30):
                with own.cursor() as cursor:
                    cursor.cursor = _binary_cursor()(own.connection)
                    cursor.execute("SELECT %(n)s::int + 1", {"n": number})
                    assert cursor.fetchall() == [(number + 1,)]
        except (OperationalError, ProgrammingError, psycopg.Error) as error:
            errors.append(str(error))
        finally:
            own.close()

    threads = [threading.Thread(target=ask) for _one in range(6)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return errors


@pytest.mark.postgresql
@pytest.mark.pgbouncer
def test_what_readers_ask_goes_through_a_pooler_of_transactions(pooler):
    assert crowd(pooler, is_pooled=True) == []
    assert "prepared statement" in "".join(crowd(pooler, is_pooled=False))


def test_a_pooled_url_keeps_nothing_of_a_session():
    settings = stores.database("postgresql://u:p@h:5/n", is_pooled=True)

    assert settings["DISABLE_SERVER_SIDE_CURSORS"]
    assert settings["OPTIONS"]["prepare_threshold"] is None


@pytest.mark.postgresql
def test_work_that_needs_a_lock_of_its_session_is_refused_behind_a_pooler(db, monkeypatch):
    monkeypatch.setitem(connection.settings_dict, "DISABLE_SERVER_SIDE_CURSORS", True)

    with pytest.raises(ImproperlyConfigured, match="DATABASE_POOLED=0"), one_at_a_time("relay:x"):
        pass
