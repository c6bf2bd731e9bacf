"""Results are kept for seconds, and thrown away by a publication or a word of the dictionary."""

import pytest

from publication import relay
from search import kept_results
from search.finding import find
from search.models import Synonym
from search.query import SearchQuery
from tests.search.samples import guide, publish

pytestmark = [pytest.mark.django_db, pytest.mark.city, pytest.mark.usefixtures("alone")]


@pytest.fixture
def kept(settings):
    settings.SEARCH_KEPT_SECONDS = 60
    kept_results.forget()
    publish(guide())
    relay.run_once()
    yield
    kept_results.forget()


def codes(q):
    return [hit.code for hit in find(SearchQuery(q=q)).hits]


def test_the_same_question_costs_one_query_the_second_time(kept, django_assert_num_queries):
    first = find(SearchQuery(q="食品经营"))

    with django_assert_num_queries(1):
        again = find(SearchQuery(q="食品经营"))

    assert again is first


def test_a_publication_is_found_at_once(kept):
    before = codes("食品经营许可变更")
    publish(guide(situation=("02", "变更"), title="食品经营许可变更办事指南"))
    relay.run_once()

    assert "scjg-000131001000-02" not in before
    assert codes("食品经营许可变更")[0] == "scjg-000131001000-02"


def test_a_word_of_the_dictionary_finds_at_once(kept):
    before = codes("摆摊牌牌")
    Synonym.objects.create(word="摆摊牌牌", official="食品经营许可")

    assert (before, codes("摆摊牌牌")) == ([], ["scjg-000131001000-01"])


@pytest.mark.parametrize("change", [{"page": 2}, {"sort": "updated"}, {"free": True}])
def test_another_query_is_another_result(change, kept):
    find(SearchQuery(q="食品经营"))

    assert find(SearchQuery(q="食品经营", **change)).query == SearchQuery(q="食品经营", **change)


def test_nothing_is_kept_without_seconds(settings, kept):
    settings.SEARCH_KEPT_SECONDS = 0
    first = find(SearchQuery(q="食品经营"))

    assert find(SearchQuery(q="食品经营")) is not first
