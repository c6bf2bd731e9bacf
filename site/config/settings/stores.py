"""Where data lies: the database, the cache and the sessions, each chosen by one URL."""

from pathlib import Path

import dj_database_url

from . import environment


def database(url, *, pool_size):
    """Return Django's settings for a database URL (sqlite:// or postgresql://).

    `pool_size` is the most connections of a process; 0: one for each thread, kept open.
    """
    settings = dj_database_url.parse(url, conn_max_age=0)
    options = settings.setdefault("OPTIONS", {})
    if settings["ENGINE"].endswith("sqlite3"):
        # Writers take the lock when they begin, so that two never meet half-way; readers go on.
        options["transaction_mode"] = "IMMEDIATE"
        options["timeout"] = 20
        options["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
        settings["CONN_MAX_AGE"] = 60  # opening it costs more than a page's two queries
    else:
        if pool_size:
            options["pool"] = {"min_size": 1, "max_size": pool_size, "timeout": 10}
        else:  # each thread keeps its own: a tenth cheaper, for a service of few threads
            settings["CONN_MAX_AGE"] = 600
        # Lets `core.prepared_statement` prepare at all; the ORM's statements are not affected.
        options["prepare_threshold"] = 5
    return settings


def keep_private(settings):
    """Make the file of an SQLite database its owner's only; SQLite gives its -wal the same mode."""
    if settings["ENGINE"].endswith("sqlite3"):
        path = Path(settings["NAME"])
        if path.parent.is_dir():
            environment.private_file(path)


def default_database_url(var_dir):
    """Return the URL of the embedded database below `var_dir`."""
    return f"sqlite:///{var_dir / 'db.sqlite3'}"


def caches(url):
    """Return Django's caches: Redis at the URL, else the memory of this process."""
    if not url:
        return {
            "default": {
                "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
                "OPTIONS": {"MAX_ENTRIES": 5000},
            }
        }
    return {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": url,
            # A cache that hangs must not hang a reader.
            "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 2},
            "KEY_PREFIX": environment.text("CACHE_PREFIX", "guides"),
        }
    }


def session_engine(cache_url):
    """Return the session engine: the database alone, or the database behind Redis."""
    kind = "cached_db" if cache_url else "db"
    return f"django.contrib.sessions.backends.{kind}"
