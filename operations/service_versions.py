"""Which versions of services the site meets, and which it was tried with."""

import platform
import sqlite3
from dataclasses import dataclass

from django.conf import settings
from django.db import connection
from elasticsearch import ApiError, TransportError

from core.wagtail_changes.forgiving_cache import redis_cache
from search.engines.elasticsearch_client import client

OLDEST = {
    "Python": (3, 11),
    "SQLite": (3, 40),
    "PostgreSQL": (15, 0),
    "Redis": (6, 2),
    "Elasticsearch": (8, 19),
}


@dataclass(frozen=True)
class Version:
    """A service with the version that answered."""

    name: str
    version: str

    @property
    def is_too_old(self) -> bool:
        """Whether it is older than what the site was tried with."""
        return _numbers(self.version) < OLDEST[self.name]


def found_versions() -> list[Version]:
    """Return the versions of everything that answers."""
    found = [Version("Python", platform.python_version()), _database()]
    if settings.CACHE_URL:
        found += _redis()
    if settings.SEARCH_URL:
        found += _elasticsearch()
    return found


def _numbers(text):
    parts = text.split("-")[0].split(".")[:2]
    return tuple(int(part) if part.isdecimal() else 0 for part in parts)


def _database():
    if connection.vendor == "sqlite":
        return Version("SQLite", sqlite3.sqlite_version)
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        return Version("PostgreSQL", cursor.fetchone()[0].split()[0])


def _redis():
    try:
        return [Version("Redis", redis_cache().server_version())]
    except Exception:  # noqa: BLE001  one that does not answer is told by the check of services
        return []


def _elasticsearch():
    try:
        answer = client().options(request_timeout=2).nodes.info(metric="settings")
        return [Version("Elasticsearch", min(one["version"] for one in answer["nodes"].values()))]
    except (ApiError, TransportError):
        return []
