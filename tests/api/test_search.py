"""Search and suggestions in the API: the site's own finding."""

import pytest

from search.dictionary.snapshot import dictionary
from tests.api.indexed import filed_guide, index_all

pytestmark = [pytest.mark.django_db, pytest.mark.city]


@pytest.fixture
def guides():
    codes = [filed_guide(1), filed_guide(2, "rsj"), filed_guide(3, name="特种设备登记")]
    index_all()
    return codes


def test_hits_come_with_highlights_and_facets(client, guides):
    answer = client.get("/api/v1/search", {"q": "食品经营"}).json()

    assert {item["code"] for item in answer["items"]} == set(guides[:2])
    assert "<mark>" in str(answer["items"][0]["highlights"])
    assert {one["value"]: one["count"] for one in answer["facets"]["department"]} == {
        "scjg": 1, "rsj": 1,
    }  # fmt: skip
    assert (answer["total"], answer["total_is_capped"], answer["degraded"]) == (2, False, False)


def test_filters_and_paging_are_those_of_the_search_page(client, guides):
    params = {"q": "食品经营", "department": "rsj", "limit": "1", "page": "1"}

    answer = client.get("/api/v1/search", params).json()

    assert ([item["code"] for item in answer["items"]], answer["total"]) == ([guides[1]], 1)


def test_a_page_beyond_the_last_hit_that_can_be_asked_gives_the_last(client, guides):
    assert client.get("/api/v1/search?page=1000&limit=50").status_code == 200


@pytest.mark.parametrize("typed", ["特种", "tezhong", "tzsb"])
def test_suggestions_lead_to_the_guide(client, guides, typed):
    items = client.get("/api/v1/suggest", {"q": typed}).json()["items"]

    assert guides[2] in {item["code"] for item in items}


def test_nothing_typed_suggests_nothing(client, guides):
    assert client.get("/api/v1/suggest").json() == {"items": []}


@pytest.mark.parametrize(
    ("path", "queries"), [("search?q=食品经营", 8), ("search", 3), ("suggest?q=sp", 1)]
)
def test_queries_stay_few(client, guides, django_assert_max_num_queries, path, queries):
    dictionary()

    with django_assert_max_num_queries(queries):
        assert client.get(f"/api/v1/{path}").json()["items"]
