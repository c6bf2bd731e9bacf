"""The list of guides: complete page by page, filtered, counted to a cap, in few queries."""

from datetime import timedelta

import pytest
from django.utils import timezone

from api.schemas import Summary
from publication import states
from publication.models import PublicState
from publication.take_over import take_over
from search.dictionary.snapshot import dictionary
from tests.api.indexed import filed_guide, index_all
from tests.publication.filing_samples import guide_document, manual_document, old_envelope

pytestmark = [pytest.mark.django_db, pytest.mark.city]
URL = "/api/v1/guides"


def codes(client, **params):
    answer = client.get(URL, params)
    assert answer.status_code == 200, answer.content
    return [item["code"] for item in answer.json()["items"]]


def all_pages(client, **params):
    """Follow `next` to the end and give the codes of all pages."""
    found, cursor = [], ""
    while cursor is not None:
        answer = client.get(URL, params | {"cursor": cursor}).json()
        found += [item["code"] for item in answer["items"]]
        cursor = answer["next"]
    return found


def test_all_pages_together_hold_every_guide_once_in_the_order_of_change(client):
    filed = [filed_guide(number) for number in range(1, 8)]

    assert all_pages(client, limit=3) == filed


def test_a_last_page_that_is_full_has_no_next(client):
    for number in (1, 2):
        filed_guide(number)

    answer = client.get(URL, {"limit": 2}).json()

    assert (len(answer["items"]), answer["next"], answer["total"]) == (2, None, 2)


def test_a_guide_that_changes_between_two_pages_comes_again_and_none_is_missed(client):
    filed = [filed_guide(number) for number in range(1, 5)]
    first = client.get(URL, {"limit": 2}).json()

    states.suspend(filed[0], None, "停电")

    rest = all_pages(client, limit=2, cursor=first["next"])
    later = client.get(URL, {"limit": 2, "cursor": first["next"]}).json()
    assert [item["code"] for item in later["items"]] == filed[2:]
    assert later["next"] is not None
    assert rest[-1] == filed[0]


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ({"department": "rsj"}, [3]),
        ({"department": ["rsj", "scjg"]}, [1, 2, 3]),
        ({"theme": "market"}, [2]),
        ({"audience": "1"}, [3]),
        ({"audience": ["1", "2"]}, [1, 2, 3]),
        ({"region": "350102"}, [3]),
        ({"region": "350102", "theme": "market"}, []),
        ({"state": "suspended"}, [2]),
        ({"state": "abolished"}, [4]),
        ({"state": "abolished", "audience": "2", "region": "350100"}, [4]),
        ({"department": "none"}, []),
    ],
    ids=str,
)
def test_filters_hold_together_and_several_values_of_one_mean_either(client, params, expected):
    guides = {
        1: filed_guide(1),
        2: filed_guide(2),
        3: filed_guide(3, "rsj", audience="1"),
        4: filed_guide(4),
    }
    states.suspend(guides[2], None, "停电")
    states.abolish(guides[4], None, "废止")
    index_all()

    assert sorted(codes(client, **params)) == sorted(guides[number] for number in expected)


def test_updated_after_leaves_older_ones_out(client):
    old, new = filed_guide(1), filed_guide(2)
    PublicState.objects.filter(code=old).update(updated_at=timezone.now() - timedelta(days=3))
    yesterday = timezone.now() - timedelta(days=1)

    assert codes(client, updated_after=yesterday.isoformat()) == [new]
    assert codes(client, updated_after=f"{yesterday:%Y-%m-%d}") == [new]


def test_manuals_and_abolished_guides_are_not_listed(client):
    code = "scjg-000131001000-01"
    take_over(code, guide_document(), manual_document(), old_envelope())
    states.abolish(filed_guide(2), None, "废止")

    answer = client.get(URL).json()

    assert ([item["code"] for item in answer["items"]], answer["total"]) == ([code], 1)


def test_totals_stop_at_the_cap_and_say_so(client, monkeypatch):
    monkeypatch.setattr("api.routes.guide_list.MOST_COUNTED", 2)
    for number in (1, 2, 3):
        filed_guide(number)

    answer = client.get(URL, {"limit": 1}).json()

    assert (answer["total"], answer["total_is_capped"]) == (2, True)


def test_words_find_guides_as_the_search_page_does_and_page_on(client):
    food = {filed_guide(number) for number in (1, 2, 3)}
    filed_guide(4, name="特种设备登记")
    index_all()

    assert set(all_pages(client, q="食品经营", limit=2)) == food
    assert set(codes(client, q="食品经营", theme="market")) == {filed_code(2)}
    assert client.get(URL, {"q": "食品经营"}).json()["items"][0]["seq"] > 0


def filed_code(number):
    return f"scjg-{number:012d}-01"


@pytest.mark.parametrize(
    ("params", "most"),
    [({}, 2), ({"theme": "market", "region": "350100"}, 2), ({"q": "食品"}, 4)],
)
@pytest.mark.parametrize("count", [2, 12])
def test_a_page_takes_two_queries_at_most_whatever_its_size_and_four_when_searched(
    client, django_assert_max_num_queries, params, most, count
):
    for number in range(1, count + 1):
        filed_guide(number)
    index_all()
    dictionary()

    with django_assert_max_num_queries(most):
        answer = client.get(URL, params | {"limit": 50})

    assert answer.json()["items"]


@pytest.mark.parametrize(
    ("params", "name"),
    [
        ({"cursor": "x"}, "cursor"),
        ({"cursor": "p2"}, "cursor"),
        ({"cursor": "s2", "q": "食品"}, "cursor"),
        ({"limit": "0"}, "limit"),
        ({"limit": "101"}, "limit"),
        ({"state": "open"}, "state"),
        ({"updated_after": "gestern"}, "updated_after"),
        ({"updated_after": "2026-01-01", "q": "食品"}, "updated_after"),
    ],
    ids=str,
)
def test_a_wrong_parameter_is_a_problem_that_names_it(client, params, name):
    answer = client.get(URL, params)

    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")
    assert name in str(answer.json()["errors"])


@pytest.mark.parametrize("params", [{}, {"q": "食品"}])
def test_items_have_the_shape_that_the_schema_names(client, params):
    filed_guide(1)
    index_all()

    (item,) = client.get(URL, params).json()["items"]

    assert item.keys() == Summary.model_fields.keys()
    assert item["updated_at"].endswith("Z")
    said = Summary.model_validate(item).model_dump(mode="json", exclude={"updated_at"})
    assert item == said | {"updated_at": item["updated_at"]}


def test_texts_come_as_they_were_written(client):
    title = """食品"经营"<b>\\许可"""
    take_over("a-1", guide_document(title=title), None, old_envelope())

    (item,) = client.get(URL).json()["items"]

    assert item["title"] == title


def test_a_page_of_the_list_is_read_without_a_query_for_each_guide(
    client, django_assert_max_num_queries
):
    for number in range(1, 8):
        filed_guide(number)

    with django_assert_max_num_queries(2):
        answer = client.get(URL)

    assert len(answer.json()["items"]) == 7
