"""Redis as a cache that may be away: what it does not answer counts as not kept (ADR 0024).

What: the client of Django's `RedisCache`, `_class` and `_cache`. Why: Django's client raises when
Redis is away, and waits for one that hangs. Saves: nothing, a cache is no reason to fail. When it
can go: when Django's cache can be told that a failure is a miss.
"""

import logging
from functools import wraps
from typing import cast

from django.core.cache import caches
from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis import RedisError
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError as NoConnectionError
from redis.retry import Retry

from core.running.outage_pause import OutagePause

log = logging.getLogger(__name__)

PAUSE_SECONDS = 5
ANSWER_SECONDS = 0.5
"""How long one caller waits for a Redis that hangs; the others go on without it."""


TOUCHED = (
    "django.core.cache.backends.redis.RedisCache",
    "django.core.cache.backends.redis.RedisCacheClient",
)


def _or_miss(method, miss):
    """Return a method of the client that answers `miss(…)` while Redis does not answer."""

    @wraps(method)
    def call(self, *args):
        if not self.pause.is_over():
            return miss(*args)
        try:
            answer = method(self, *args)
        except RedisError as error:
            if self.pause.failed():
                log.warning("Redis does not answer, nothing is kept meanwhile: %s", error)
            return miss(*args)
        self.pause.answered()
        return answer

    return call


def _no(*args):
    return False


def _nothing(*args):
    return None


def _not_found(key, delta):
    raise ValueError(f"Key {key!r} not found.")  # as for a key that is not kept


class ForgivingClient(RedisCacheClient):
    """Django's client; a failure of Redis is a miss, and is not waited for by everybody."""

    add = _or_miss(RedisCacheClient.add, _no)
    clear = _or_miss(RedisCacheClient.clear, _no)
    delete = _or_miss(RedisCacheClient.delete, _no)
    delete_many = _or_miss(RedisCacheClient.delete_many, _nothing)
    get = _or_miss(RedisCacheClient.get, lambda key, default: default)
    get_many = _or_miss(RedisCacheClient.get_many, lambda keys: {})
    has_key = _or_miss(RedisCacheClient.has_key, _no)
    incr = _or_miss(RedisCacheClient.incr, _not_found)
    set = _or_miss(RedisCacheClient.set, _nothing)
    set_many = _or_miss(RedisCacheClient.set_many, _nothing)
    touch = _or_miss(RedisCacheClient.touch, _no)

    def __init__(self, servers, **options):
        super().__init__(
            servers,
            socket_connect_timeout=ANSWER_SECONDS,
            socket_timeout=ANSWER_SECONDS,
            # Once more, at once: after a restart of Redis every kept connection is dead.
            retry=Retry(NoBackoff(), 1, supported_errors=(NoConnectionError,)),
            **options,
        )
        self.pause = OutagePause(PAUSE_SECONDS)


class ForgivingRedisCache(RedisCache):
    """The cache (缓存) of a city: quicker while Redis answers, nothing worse while it does not."""

    def __init__(self, server, params):
        super().__init__(server, params)
        self._class = ForgivingClient

    def ping(self) -> None:
        """Send a PING to Redis; raise RedisError when it does not answer. For probes only."""
        self._cache.get_client(write=True).ping()

    def server_version(self) -> str:
        """Return the version of Redis; raise RedisError when it does not answer."""
        return self._cache.get_client(None).info("server")["redis_version"]


def redis_cache() -> ForgivingRedisCache:
    """Return the site's cache as what it is where CACHE_URL is set."""
    return cast("ForgivingRedisCache", caches["default"])
