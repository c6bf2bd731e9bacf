"""Harms that are done to a city (`_harmed_city.City`); each function's docstring is its label."""

import time

from _killable_servers import kill


def one_worker(city, seconds):
    """one worker of readers and of editors killed"""
    for name in ("readers", "editors"):
        kill(city.workers(name)[0])


def all_workers(city, seconds):
    """all workers killed"""
    for name in ("readers", "editors"):
        for worker in city.workers(name):
            kill(worker)


def web_services(city, seconds):
    """web services killed, workers and all"""
    for name in ("readers", "editors"):
        city.services[name].kill()


def relay(city, seconds):
    """relay killed"""
    city.services["relay"].kill()


def redis_gone(city, seconds):
    """Redis killed and gone"""
    _gone(city.redis, seconds)


def redis_hangs(city, seconds):
    """Redis hangs"""
    _hangs(city.redis, seconds)


def postgresql_restarted(city, seconds):
    """PostgreSQL killed and started at once"""
    _gone(city.postgresql, 0)


def postgresql_gone(city, seconds):
    """PostgreSQL killed and gone"""
    _gone(city.postgresql, seconds)


def postgresql_hangs(city, seconds):
    """PostgreSQL hangs"""
    _hangs(city.postgresql, seconds)


def elasticsearch_gone(city, seconds):
    """Elasticsearch killed and gone"""
    _gone(city.elasticsearch, seconds)


def elasticsearch_hangs(city, seconds):
    """Elasticsearch hangs"""
    _hangs(city.elasticsearch, seconds)


def copy_gone(city, seconds):
    """the copy for readers killed and gone"""
    _gone(city.copy, seconds)


def copy_hangs(city, seconds):
    """the copy for readers stands still: it replays nothing"""
    city.copy.ask("SELECT pg_wal_replay_pause()")
    time.sleep(seconds)
    city.copy.ask("SELECT pg_wal_replay_resume()")


# Workers are not killed twice in a row: two deaths within 5.5 s end a service, as in a crash loop.
HARMS = (
    one_worker,
    redis_gone,
    all_workers,
    redis_hangs,
    postgresql_restarted,
    postgresql_gone,
    postgresql_hangs,
    elasticsearch_gone,
    elasticsearch_hangs,
    relay,
    web_services,
)
OF_THE_COPY = (copy_gone, copy_hangs)
"""Done to a city whose readers read on a copy of its database."""
OF_WORKERS = {one_worker, all_workers, web_services}
"""How long these last is how long Django takes to start."""
OF_POSTGRESQL = {postgresql_restarted, postgresql_gone, postgresql_hangs}
"""Editors cannot do without it, and readers only as far as nginx has kept their page."""


def _gone(harmed, seconds):
    harmed.kill()
    time.sleep(seconds)
    harmed.start()


def _hangs(harmed, seconds):
    harmed.hang()
    time.sleep(seconds)
    harmed.resume()
