"""Requests at 20,000 records: few queries, and no scan of a large table from end to end.

Run by hand until every plan holds: `CITY=1 pytest bench/plans_at_scale.py` with the services.
"""

import os

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from api.routes.guide_list import MOST_COUNTED
from guides.models import GuidePage
from publication.models import PublicState, StateTheme

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db]

COUNT = int(os.environ.get("PLAN_RECORDS", "20000"))
CAPPED_COUNT = f"LIMIT {MOST_COUNTED + 1}"
LARGE = """
    SELECT relname FROM pg_class
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND reltuples > %s
"""


@pytest.fixture(scope="module")
def records(django_db_setup, django_db_blocker):
    """Twenty thousand records in a transaction that is rolled back; gives the large tables."""
    with django_db_blocker.unblock(), transaction.atomic(), connection.cursor() as cursor:
        call_command("generate_records", count=COUNT, seed=3, processes=0, verbosity=0)
        cursor.execute("ANALYZE")
        cursor.execute(LARGE, [COUNT // 2])
        yield {name for (name,) in cursor.fetchall()}
        transaction.set_rollback(True)


@pytest.fixture
def ask(records):
    """Give a function that asks for a page and tells (answer, its queries, tables scanned)."""

    def asked(path, user=None):
        client = Client()
        if user:
            client.force_login(user, backend="core.authentication.RoleBackend")
        with CaptureQueriesContext(
            connection,
        ) as queries:
            answer = client.get(path)
        statements = [one["sql"] for one in queries if one["sql"].startswith("SELECT")]
        return answer, statements, {table for one in statements for table in _scanned(one, records)}

    return asked


def _scanned(statement, large):
    """Give the large tables that a statement reads from end to end."""
    if CAPPED_COUNT in statement:
        return set()  # stops after so many rows, however large the table is
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (FORMAT JSON) {statement.replace('%', '%%')}", [])
        found, places = set(), [cursor.fetchone()[0][0]["Plan"]]
    while places:
        place = places.pop()
        if place["Node Type"] == "Seq Scan" and place["Relation Name"] in large:
            found.add(place["Relation Name"])
        places += place.get("Plans", [])
    return found


def deep_seq():
    """Give a sequence number with nine tenths of the guides above it."""
    return PublicState.objects.order_by("-seq").first().seq // 10


@pytest.mark.parametrize(
    "address",
    [
        lambda state: f"/guides/{state.code}/",
        lambda state: f"/guides/{state.code}/v/1/",
        lambda state: f"/api/v1/guides/{state.code}",
        lambda state: "/api/v1/changes?limit=20",
        lambda state: f"/api/v1/changes?after={state.seq}&limit=20",
        lambda state: f"/api/v1/guides?limit=20&cursor=s{state.seq}",
    ],
    ids=["page", "version", "api", "changes", "changes-deep", "list-deep"],
)
def test_a_reader_costs_two_queries_and_no_scan(ask, address):
    state = PublicState.objects.filter(kind="guide", seq__gte=deep_seq()).order_by("seq").first()

    answer, queries, scanned = ask(address(state))

    assert answer.status_code == 200
    assert len(queries) <= 2, queries
    assert not scanned


@pytest.mark.parametrize("deep", [False, True], ids=["first", "deep"])
def test_browsing_scans_no_table(ask, deep):
    state = PublicState.objects.filter(kind="guide").first()
    theme = StateTheme.objects.first().theme_code
    after = f"?after={deep_seq()}" if deep else ""

    for path in (f"/departments/{state.department_slug}/{after}", f"/themes/{theme}/{after}"):
        ask(path)  # counts of departments and themes are kept for a minute

        answer, _queries, scanned = ask(path)

        assert answer.status_code == 200
        assert not scanned, path


@pytest.mark.parametrize(
    ("name", "budget"),
    [("edit", 60), ("history", 40), ("explorer", 40), ("chooser", 40), ("dashboard", 40)],
)
def test_an_editor_s_screen_scans_no_table(ask, name, budget):
    page = GuidePage.objects.select_related("owner").order_by("-pk").first()
    address = {
        "edit": reverse("wagtailadmin_pages:edit", args=[page.pk]),
        "history": reverse("wagtailadmin_pages:history", args=[page.pk]),
        "explorer": reverse("wagtailadmin_explore", args=[page.get_parent().pk]),
        "chooser": reverse("wagtailadmin_choose_page"),
        "dashboard": reverse("wagtailadmin_home"),
    }[name]
    ask(address, page.owner)  # content types and sites are read once a process

    answer, queries, scanned = ask(address, page.owner)

    assert answer.status_code == 200
    assert len(queries) <= budget
    assert not scanned
