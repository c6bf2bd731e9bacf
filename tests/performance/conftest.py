"""Twenty thousand records, made once, and what a request to them costs."""

import os
import re

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from api.routes.guide_list import MOST_COUNTED as MOST_OF_THE_API
from core.choices import Role
from core.lists.paging import MOST_COUNTED
from tests import factories

COUNT = int(os.environ.get("PLAN_RECORDS", "20000"))
# What stops after so many rows, however large the table is.
CAPPED = re.compile(rf"LIMIT ({MOST_COUNTED + 1}|{MOST_OF_THE_API + 1}|{MOST_COUNTED}|1000)\b")
LARGE = """
    SELECT relname FROM pg_class
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND reltuples > %s
"""


@pytest.fixture(scope="package")
def records(django_db_setup, django_db_blocker):
    """Records in a transaction that is rolled back; return the names of the large tables."""
    with django_db_blocker.unblock(), transaction.atomic(), connection.cursor() as cursor:
        call_command("generate_records", count=COUNT, seed=3, processes=0, verbosity=0)
        factories.person(Role.OPERATOR, username="operator.gen")
        cursor.execute("ANALYZE")
        cursor.execute(LARGE, [COUNT // 4])
        yield {name for (name,) in cursor.fetchall()}
        transaction.set_rollback(True)


@pytest.fixture
def ask(records):
    """Return a function that asks for a page and tells (answer, its queries, tables read
    through).
    """

    def asked(path, user=None):
        client = Client()
        if user:
            client.force_login(user, backend="core.access.authentication.RoleBackend")
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(path)
        # Prepared statements (`wagtail_changes.prepared_statement`) have no text: only counted.
        statements = [one["sql"] or "" for one in queries]
        selects = [one for one in statements if one.startswith("SELECT")]
        read = {f"{table}: {one}" for one in selects for table in read_through(one, records)}
        return answer, statements, read

    return asked


def read_through(statement, large):
    """Return the large tables of which a statement reads more than a quarter, by index or
    without.
    """
    if CAPPED.search(statement):
        return set()
    with connection.cursor() as cursor:
        explain = "EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON)"
        cursor.execute(f"{explain} {statement.replace('%', '%%')}", [])
        found, places = set(), [cursor.fetchone()[0][0]["Plan"]]
    while places:
        place = places.pop()
        if place.get("Relation Name") in large and _rows(place) > COUNT // 4:
            found.add(place["Relation Name"])
        places += place.get("Plans", [])
    return found


def _rows(place):
    left_out = ("Rows Removed by Filter", "Rows Removed by Index Recheck")
    one = place["Actual Rows"] + sum(place.get(name, 0) for name in left_out)
    return one * place["Actual Loops"]
