"""A kept connection to PostgreSQL: replaced when the server has closed it, asked nothing else."""

import time

import pytest
from django.db import connection, connections

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]
SECONDS = 5


@pytest.fixture
def kept():
    """A connection of its own that looks at itself before its next statement, as in a request."""
    own = connections.create_connection("default")
    own.ensure_connection()
    own.health_check_enabled, own.health_check_done = True, False
    yield own
    own.close()


def process_of(kept):
    with kept.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return cursor.fetchone()[0]


def look_again(kept):
    kept.health_check_done = False


def test_a_connection_that_the_server_has_closed_is_replaced_before_it_is_used(kept):
    before = process_of(kept)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", [before])
    _wait_for_the_end(before)

    look_again(kept)

    assert process_of(kept) != before


def _wait_for_the_end(process):
    ends = time.monotonic() + SECONDS
    with connection.cursor() as cursor:
        while time.monotonic() < ends:
            cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE pid = %s", [process])
            if cursor.fetchone() == (0,):
                return
    pytest.fail("the server's process did not end")


def test_a_quiet_connection_is_kept_without_asking_the_server(kept):
    before = process_of(kept)

    usable = kept.is_usable()

    with connection.cursor() as cursor:
        cursor.execute("SELECT query FROM pg_stat_activity WHERE pid = %s", [before])
        assert cursor.fetchone() == ("SELECT pg_backend_pid()",)
    assert usable
    assert process_of(kept) == before


def test_a_connection_with_a_notice_is_asked_and_kept(kept):
    before = process_of(kept)
    with kept.cursor() as cursor:
        cursor.execute("LISTEN noon")
    with connection.cursor() as cursor:
        cursor.execute("NOTIFY noon")
    time.sleep(0.2)

    look_again(kept)

    assert process_of(kept) == before
