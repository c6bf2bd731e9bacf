"""The search page: hits with marks, filters as a form, and an apology when nothing answers."""

import pytest

from home import search_page
from publication import states
from search import consumer
from tests.home.samples import CODE, document, file, soup, words
from tests.search.samples import index_all

pytestmark = [pytest.mark.django_db, pytest.mark.city]


@pytest.fixture
def found():
    """Three guides in the index, one of them suspended."""
    file(document(conditions={"items": [{"text": "店里装有排烟设施和隔油池。"}]}))
    file(document(name="公共场所卫生许可", basic="2", fees={"charged": False}), code="b")
    file(document(name="户外广告设施设置", basic="3"), code="c")
    states.suspend("c", None, "系统升级。")
    index_all(consumer.index_in_database)


def hits(response):
    """Return the addresses of the hits."""
    return [link["href"] for link in soup(response).select(".hits h2 a")]


def test_a_phrase_from_the_middle_of_a_paragraph_is_found_and_marked(client, found):
    response = client.get("/search/", {"q": "排烟设施和隔油池"})

    assert hits(response) == [f"/guides/{CODE}/"]
    assert soup(response).select_one(".hits mark").get_text() == "排烟设施和隔油池"


def test_without_words_all_guides_are_listed_and_suspended_ones_are_tagged(client, found):
    response = client.get("/search/")

    assert len(hits(response)) == 3
    assert len(soup(response).select(".hits .tag.warn")) == 1


def test_a_chosen_filter_becomes_a_pill_that_takes_it_away(client, found):
    response = client.get("/search/", {"q": "许可", "free": "1"})

    tree = soup(response)
    assert hits(response) == ["/guides/b/"]
    assert tree.find("input", attrs={"name": "free"}).has_attr("checked")
    assert "free" not in tree.select_one(".pill")["href"]
    assert tree.find("input", attrs={"name": "q", "type": "hidden"})["value"] == "许可"


def test_nothing_found_offers_other_ways(client, found):
    response = client.get("/search/", {"q": "龘靐"})

    assert response.status_code == 200
    assert "没有找到" in words(response)
    assert soup(response).find("a", href="/departments/")


def test_what_was_searched_is_text_not_markup(client, found):
    page = client.get("/search/", {"q": "<script>alert(1)</script>"}).content.decode()

    assert "<script>alert" not in page


def test_a_search_costs_six_queries(client, found, django_assert_max_num_queries):
    """The dictionary's revision, hits, frequencies, facets; related guides."""
    client.get("/search/", {"q": "先热身"})

    # One of them, once a minute: which departments were merged into the one that is chosen.
    with django_assert_max_num_queries(6):
        response = client.get("/search/", {"q": "许可", "department": "scjg"})

    assert len(hits(response)) == 2


def test_when_nothing_answers_the_page_apologises(client, found, monkeypatch):
    def fail(query):
        raise ConnectionError

    monkeypatch.setattr(search_page, "find", fail)

    response = client.get("/search/", {"q": "许可"})

    assert response.status_code == 503
    assert response["Cache-Control"] == "no-store"
    assert "搜索暂时没有回应" in words(response)


def test_a_search_by_the_reserve_says_so_and_is_not_kept(client, found, settings):
    settings.SEARCH_URL = "http://127.0.0.1:9"

    response = client.get("/search/", {"q": "许可"})

    assert len(hits(response)) == 2
    assert "现在用的是备用搜索" in soup(response).select_one(".band.warn").get_text()
    assert response["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "params",
    [
        {"page": "999999"},
        {"page": "x"},
        {"sort": "x"},
        {"audience": "'"},
        {"q": "\x00"},
        {"q": "a" * 900},
    ],
)
def test_nonsense_in_the_address_is_survived(client, found, params):
    assert client.get("/search/", params).status_code == 200


def test_a_question_is_answered_above_the_hits_with_its_section(client, found):
    response = client.get("/search/", {"q": "公共场所卫生许可多少钱"})

    card = soup(response).select_one("section.answer")
    assert card.select_one(".answer-text").get_text() == "不收费"
    assert card.find("a", href="/guides/b/#fees")
    assert card.find("a", href="/feedback/b/#correct")
