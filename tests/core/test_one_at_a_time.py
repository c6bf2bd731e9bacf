"""Two of the same at once: the second waits and says so, and one that is killed holds up nobody."""

import os
import signal
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import connection

from bench._killable_servers import OwnPostgreSQL
from core.running.one_at_a_time import one_at_a_time

SECONDS = 240
HOLDER = """
import sys, django
sys.path[:0] = [{root!r}, {root!r} + "/site"]
django.setup()
from core.running.one_at_a_time import one_at_a_time
with one_at_a_time({name!r}) as is_ours:
    print(is_ours, flush=True)
    sys.stdin.read()
"""


def environment(url):
    """Return the environment of a process with settings for development and this database."""
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "config.settings.dev",
        "DATABASE_URL": url,
        "PYTHONPATH": f"{settings.BASE_DIR}:{settings.BASE_DIR}/site",
        "CACHE_URL": "",
        "SEARCH_URL": "",
    }


def url_of_test_database():
    place = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{place['NAME']}"
    return "postgresql://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format(**place)


def start(code, url):
    return subprocess.Popen(
        [sys.executable, "-c", code], env=environment(url), cwd=settings.BASE_DIR, text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip


@pytest.mark.city
@pytest.mark.django_db(transaction=True)
def test_the_turn_is_one_processs_and_ends_with_it():
    code = HOLDER.format(root=str(settings.BASE_DIR), name="work")
    holder = start(code, url_of_test_database())
    said = holder.stdout.readline().strip()
    with one_at_a_time("work") as is_ours, one_at_a_time("other work") as other_is_ours:
        meanwhile = is_ours, other_is_ours
    holder.send_signal(signal.SIGKILL)
    holder.communicate()
    waited = []
    with one_at_a_time("work", wait=lambda: waited.append(1)) as is_ours:
        afterwards = is_ours

    assert (said, meanwhile, afterwards) == ("True", (False, True), True)


def migrate_twice(url):
    """Return [(exit code, what was said)] of two `migrate` that begin together."""
    both = [
        subprocess.Popen(
            [sys.executable, "manage.py", "migrate", "-v0"], env=environment(url),
            cwd=settings.BASE_DIR, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )
        for _time in range(2)
    ]  # fmt: skip
    return [(one.wait(SECONDS), said) for one in both for said in [one.communicate()[0]]]


def waits(said):
    return "waiting for it" in said


def test_of_two_migrations_of_a_new_sqlite_one_waits(tmp_path):
    ended = migrate_twice(f"sqlite:///{tmp_path / 'new.sqlite3'}")

    assert [code for code, _said in ended] == [0, 0], ended
    assert sorted(waits(said) for _code, said in ended) == [False, True]
    assert not any("Traceback" in said for _code, said in ended)


@pytest.mark.postgresql
def test_of_two_migrations_of_a_new_postgresql_one_waits():
    with OwnPostgreSQL() as own:
        ended = migrate_twice(own.url)

    assert [code for code, _said in ended] == [0, 0], ended
    assert sorted(waits(said) for _code, said in ended) == [False, True]
    assert not any("Traceback" in said for _code, said in ended)
