"""The API lets in what its description says: extremes are answered, anything else is a 422."""

import pytest

from tests.api.indexed import filed_guide, index_all

pytestmark = [pytest.mark.django_db, pytest.mark.city]


@pytest.fixture
def guide():
    code = filed_guide(1)
    index_all()
    return code


@pytest.mark.parametrize(
    ("moment", "total"),
    [
        ("0001-01-01T00:00:00Z", 1),
        ("0001-01-01T00:00:00+14:00", 1),
        ("0001-01-01", 1),
        ("1969-12-31T23:59:59.999999Z", 1),
        ("9999-12-31T23:59:59-14:00", 0),
        ("9999-12-31T23:59:59Z", 0),
        ("9999-12-31", 0),
    ],
)
def test_a_moment_at_an_end_of_the_calendar_is_answered(client, guide, moment, total):
    answer = client.get("/api/v1/guides", {"updated_after": moment})

    assert (answer.status_code, answer.json()["total"]) == (200, total)


@pytest.mark.parametrize("path", ["guides", "search", "suggest"])
@pytest.mark.parametrize("q", ["'", '\\"', "%", "*", "NOT (", "🍜", "𠮷野", "长" * 200])
def test_any_words_are_answered(client, guide, path, q):
    answer = client.get(f"/api/v1/{path}", {"q": q})

    assert answer.status_code == 200


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("guides?updated_after=0.5", "updated_after"),
        ("guides?updated_after=1700000000", "updated_after"),
        ("guides?updated_after=2026-02-30", "updated_after"),
        ("guides?updated_after=2026-01-01%00", "updated_after"),
        ("guides?limit=1_0", "limit"),
        ("guides?limit=%2B10", "limit"),
        ("guides?limit=%2010", "limit"),
        ("guides?limit=1.0", "limit"),
        ("guides?limit=１０", "limit"),
        ("guides?department=a%00b", "department"),
        ("guides?region=x", "region"),
        ("guides?theme=" + "x" * 61, "theme"),
        ("guides?" + "&".join(["department=a"] * 21), "department"),
        ("guides?q=" + "x" * 201, "q"),
        ("search?q=" + "x" * 2001, "q"),
        ("search?sort=AAA", "sort"),
        ("search?page=x", "page"),
        ("search?limit=-1", "limit"),
        ("search?limit=51", "limit"),
        ("search?state=abolished", "state"),
        ("search?audience=%00", "audience"),
        ("search?item_type=zz", "item_type"),
        ("search?situation=%00", "situation"),
        ("search?online=maybe", "online"),
        ("suggest?q=" + "x" * 201, "q"),
        ("suggest?limit=21", "limit"),
        ("changes?after=9223372036854775808", "after"),
        ("changes?after=-1", "after"),
        ("changes?limit=1001", "limit"),
    ],
)
def test_anything_else_is_a_problem_that_names_the_parameter(client, address, name):
    answer = client.get(f"/api/v1/{address}")

    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")
    assert [one["parameter"] for one in answer.json()["errors"]] == [name]


@pytest.mark.parametrize(
    "path",
    [
        "guides/a%00b",
        "guides/" + "x" * 121,
        "guides/%FF",
        "guides/食品",
        "guides/{}/versions/9223372036854775808",
        "guides/{}/versions/0",
        "guides/{}/versions/-1",
        "guides/{}/versions/１",
    ],
)
def test_a_path_that_no_guide_can_have_is_not_found(client, guide, path):
    answer = client.get(f"/api/v1/{path.format(guide)}")

    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")


def test_the_largest_sequence_is_answered(client, guide):
    answer = client.get("/api/v1/changes?after=9223372036854775807")

    assert answer.json() == {"items": [], "next_after": 2**63 - 1, "has_more": False}
