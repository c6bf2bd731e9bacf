"""Suggestions and did-you-mean: by beginnings, by pinyin, by likeness."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from publication import states
from search.finding import find
from search.query import SearchQuery
from search.suggestions import Suggestion, suggest
from tests.search.samples import guide, index_all, publish

pytestmark = [pytest.mark.django_db, pytest.mark.city, pytest.mark.usefixtures("alone")]


@pytest.fixture
def two_guides():
    publish(guide())
    publish(guide(situation=("02", "变更"), title="食品经营许可变更办事指南"))
    index_all()


@pytest.mark.parametrize("typed", ["开饭", "開飯", "kaifan", "KFD", "kfd", " 开 饭"])
def test_an_everyday_name_is_suggested_by_its_beginning_or_its_pinyin(typed, two_guides):
    assert suggest(typed)[0] == Suggestion("开饭店", None)


def test_a_name_of_one_guide_leads_to_it(two_guides):
    assert suggest("食品经营许可变") == [
        Suggestion("食品经营许可变更", "scjg-000131001000-02"),
    ]


def test_suggestions_cost_one_query_and_none_for_nothing(two_guides, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert len(suggest("s", limit=1)) == 1
    with django_assert_num_queries(0):
        assert suggest(" \x00") == []


@pytest.mark.parametrize("typed", ["%", "_", "'", "\\", "x" * 500])
def test_signs_of_the_database_mean_nothing(typed, two_guides):
    assert suggest(typed) == []


def test_an_abolished_guide_is_not_suggested(two_guides):
    states.abolish("scjg-000131001000-02", None, "合并")
    index_all()

    assert suggest("食品经营许可变") == []


@pytest.mark.parametrize("typed", ["食品经莹许可新伴", "shipinjingyingxuke", "开范店"])
def test_a_query_that_finds_nothing_is_answered_with_the_nearest_name(typed, two_guides):
    found = find(SearchQuery(q=typed))

    assert found.total == 0
    assert found.did_you_mean in {"食品经营许可新办", "食品经营许可变更", "开饭店"}


def test_nothing_alike_means_no_proposal(two_guides):
    assert find(SearchQuery(q="量子力学讲座")).did_you_mean is None


@pytest.mark.parametrize("typed", ["食品", "sp"])
def test_suggestions_never_read_every_phrase(typed, two_guides):
    with CaptureQueriesContext(connection) as asked:
        suggest(typed)
    (statement,) = [one["sql"] for one in asked]
    with connection.cursor() as cursor:
        explain = "EXPLAIN QUERY PLAN" if connection.vendor == "sqlite" else "EXPLAIN"
        cursor.execute(f"{explain} {statement}")
        plan = str(cursor.fetchall())

    assert connection.vendor != "sqlite" or "SCAN" not in plan
