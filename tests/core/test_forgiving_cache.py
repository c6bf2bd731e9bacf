"""A Redis that is gone, hangs or comes back: a cache that fails is a miss, and holds up nobody."""

import threading
import time

import pytest
from django.utils.module_loading import import_string

from bench._killable_servers import OwnRedis, free_port
from config.settings import stores
from core.wagtail_changes import forgiving_cache

pytestmark = pytest.mark.redis


def cache_at(url):
    """Return the cache that the settings choose for a URL, as one process has it."""
    chosen = stores.caches(url)["default"].copy()
    return import_string(chosen.pop("BACKEND"))(chosen.pop("LOCATION"), chosen)


@pytest.fixture
def own_redis():
    """A Redis that this test may kill."""
    with OwnRedis() as own:
        yield own


@pytest.fixture
def quick_pause(monkeypatch):
    """Let a Redis that is back be noticed at once."""
    monkeypatch.setattr(forgiving_cache, "PAUSE_SECONDS", 0)


def every_call(cache):
    """Return what each method of a cache answers."""
    return {
        "get": cache.get("a", "missing"),
        "get_or_set": cache.get_or_set("b", lambda: "counted", 60),
        "set": cache.set("a", 1),
        "add": cache.add("c", 1),
        "get_many": cache.get_many(["a", "b"]),
        "set_many": cache.set_many({"a": 1}),
        "has_key": "a" in cache,
        "touch": cache.touch("a", 5),
        "delete": cache.delete("a"),
        "delete_many": cache.delete_many(["a"]),
        "clear": cache.clear(),
    }


MISSED = {
    "get": "missing",
    "get_or_set": "counted",
    "set": None,
    "add": False,
    "get_many": {},
    "set_many": [],
    "has_key": False,
    "touch": False,
    "delete": False,
    "delete_many": None,
    "clear": False,
}


def test_without_redis_every_call_is_a_miss():
    cache = cache_at(f"redis://127.0.0.1:{free_port()}/0")

    assert every_call(cache) == MISSED
    with pytest.raises(ValueError, match="not found"):
        cache.incr("n")
    with pytest.raises(ValueError, match="not found"):
        cache.decr("n")


def test_a_redis_that_is_killed_and_comes_back_is_used_again(own_redis, quick_pause):
    cache = cache_at(own_redis.url)
    cache.set("office", "大厅")

    own_redis.kill()
    while_gone = every_call(cache)
    own_redis.start()
    cache.set("office", "窗口")

    assert while_gone == MISSED
    assert cache.get("office") == "窗口"


def test_a_restart_between_two_requests_costs_no_miss(own_redis):
    cache = cache_at(own_redis.url)
    cache.set("office", "大厅")

    own_redis.kill()
    own_redis.start()
    cache.set("office", "窗口")

    assert cache.get("office") == "窗口"


def test_a_hanging_redis_is_waited_for_by_one_caller_and_once(own_redis):
    cache = cache_at(own_redis.url)
    cache.set("office", "大厅")
    own_redis.hang()
    took = []

    def ask():
        started = time.monotonic()
        for _time in range(20):
            cache.get("office")
        took.append(time.monotonic() - started)

    ask()
    threads = [threading.Thread(target=ask) for _person in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert took[0] < 2 * forgiving_cache.ANSWER_SECONDS
    assert max(took[1:]) < 0.1


def test_a_redis_that_refuses_to_write_is_a_miss(own_redis, quick_pause):
    cache = cache_at(own_redis.url)
    cache._cache.get_client(write=True).config_set("maxmemory", 1)

    assert cache.set("office", "大厅") is None
    assert cache.get_or_set("count", lambda: 3, 60) == 3
