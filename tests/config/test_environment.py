"""Reading the environment, and the secrets that are made once."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db.utils import ConnectionHandler

from config.settings import environment, stores

PRAGMAS = ("journal_mode", "synchronous")
FULL = 2


def test_an_empty_variable_counts_as_not_set(monkeypatch):
    monkeypatch.setenv("LOG_LEVEL", "  ")

    assert environment.text("LOG_LEVEL", "WARNING") == "WARNING"


def test_a_number_that_is_none_is_refused_with_its_name(monkeypatch):
    monkeypatch.setenv("RELAY_BATCH_SIZE", "many")

    with pytest.raises(ImproperlyConfigured, match="RELAY_BATCH_SIZE"):
        environment.number("RELAY_BATCH_SIZE", 1)


def test_a_kept_secret_stays_and_is_its_owners_only(tmp_path):
    first = environment.kept_secret(tmp_path, "secret", 16)

    assert len(first) == 32
    assert environment.kept_secret(tmp_path, "secret", 16) == first
    assert (tmp_path / "secret").stat().st_mode & 0o077 == 0
    assert [path.name for path in tmp_path.iterdir()] == ["secret"]


def test_sqlite_takes_its_lock_at_the_start_of_a_transaction():
    options = stores.database("sqlite:///x.sqlite3")["OPTIONS"]

    assert options["transaction_mode"] == "IMMEDIATE"
    assert options["timeout"] == 20


@pytest.mark.django_db
def test_sqlite_has_on_the_disk_what_it_says_is_committed(tmp_path):
    url = f"sqlite:///{tmp_path / 'x.sqlite3'}"
    database = ConnectionHandler({"default": stores.database(url)})["default"]

    with database.cursor() as cursor:
        modes = [cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in PRAGMAS]
    database.close()

    assert modes == ["wal", FULL]


def test_a_kept_connection_to_postgresql_is_looked_at_before_a_request_uses_it():
    settings = stores.database("postgresql://u:p@h:5/n")

    assert settings["CONN_MAX_AGE"] > 0
    assert settings["CONN_HEALTH_CHECKS"]


def test_the_url_overrides_how_long_postgresql_is_waited_for():
    options = stores.database("postgresql://u:p@h:5/n?connect_timeout=9&sslmode=require")["OPTIONS"]

    assert (options["connect_timeout"], options["sslmode"]) == (9, "require")
    assert options["tcp_user_timeout"] == 10_000
