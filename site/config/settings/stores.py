"""Where data lies: the database and the cache, each chosen by one URL."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

from . import environment

SQLITE = {
    # Writers take the lock when they begin, so that two never meet half-way; readers go on.
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    # FULL: what a person was told is filed or saved is on the disk, also after a power cut.
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
}
POSTGRESQL = {
    # A server whose machine vanished is given up within seconds, not after a quarter of an hour.
    # One that hangs is waited for: a long statement looks the same.
    "connect_timeout": 3,
    "keepalives_idle": 10,
    "keepalives_interval": 3,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
    # Lets `wagtail_changes.prepared_statement` prepare at all; the ORM's statements are as before.
    "prepare_threshold": 5,
}


def database(url: str, *, is_pooled: bool = False) -> dict[str, Any]:
    """Return Django's settings for a database URL (sqlite:// or postgresql://).

    Each thread keeps its connection (ADR 0020). On PostgreSQL it is looked at once a request, so
    that one that a restart broke costs nobody an answer. With `is_pooled` the URL is that of a
    pooler (PgBouncer) that gives a connection for a transaction only: nothing is kept on it that
    belongs to a session, neither prepared statements nor cursors.
    """
    settings: dict[str, Any] = {**dj_database_url.parse(url, conn_max_age=0)}
    if settings["ENGINE"].endswith("sqlite3"):
        settings["CONN_MAX_AGE"] = 60  # opening it costs more than a page's two queries
        settings["OPTIONS"] = SQLITE | settings.get("OPTIONS", {})
    else:
        settings["ENGINE"] = "core.postgresql"
        settings["CONN_MAX_AGE"] = 600
        settings["CONN_HEALTH_CHECKS"] = True
        settings["OPTIONS"] = POSTGRESQL | settings.get("OPTIONS", {})
        if is_pooled:
            settings["DISABLE_SERVER_SIDE_CURSORS"] = True
            settings["OPTIONS"]["prepare_threshold"] = None
    return settings


def replica(url: str, primary: Mapping[str, Any]) -> dict[str, Any]:
    """Return Django's settings for a copy that readers read; nothing can be written over it.

    Raises ImproperlyConfigured unless both are PostgreSQL, and the same database of it.
    """
    settings = database(url)
    if {settings["ENGINE"], primary["ENGINE"]} != {"core.postgresql"}:
        raise ImproperlyConfigured(
            "DATABASE_REPLICA_URL is for PostgreSQL, of which it names a streaming replica."
        )
    if settings["NAME"] != primary["NAME"]:
        raise ImproperlyConfigured(
            f"DATABASE_REPLICA_URL names the database “{settings['NAME']}”; a replica of "
            f"“{primary['NAME']}” has its name."
        )
    settings["OPTIONS"] |= {"options": "-c default_transaction_read_only=on"}
    settings["TEST"] = {"MIRROR": "default"}
    return settings


def keep_private(settings: Mapping[str, Any]) -> None:
    """Make the file of an SQLite database its owner's only; SQLite gives its -wal the same mode."""
    if settings["ENGINE"].endswith("sqlite3"):
        path = Path(settings["NAME"])
        if path.parent.is_dir():
            environment.private_file(path)


def default_database_url(var_dir: Path) -> str:
    """Return the URL of the embedded database below `var_dir`."""
    return f"sqlite:///{var_dir / 'db.sqlite3'}"


def caches(url: str) -> dict[str, dict[str, Any]]:
    """Return Django's caches: `default` is Redis at the URL, else the memory of this process, as
    `process` always is.
    """
    memory = {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 5000},
    }
    process = memory | {"LOCATION": "process"}
    if not url:
        return {"default": memory, "process": process}
    return {
        "process": process,
        "default": {
            "BACKEND": "core.wagtail_changes.forgiving_cache.ForgivingRedisCache",
            "LOCATION": url,
            "KEY_PREFIX": environment.text("CACHE_PREFIX", "guides"),
        },
    }
