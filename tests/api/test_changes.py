"""The change feed: by sequence, tombstones included, manuals never."""

import pytest

from publication import states
from publication.take_over import take_over
from tests.publication.filing_samples import (
    filed,
    guide_document,
    manual_document,
    old_envelope,
)

pytestmark = [pytest.mark.django_db, pytest.mark.city]


def follow(client, limit):
    """Follow the feed from the start and give all its items."""
    after, items = 0, []
    while True:
        answer = client.get(f"/api/v1/changes?after={after}&limit={limit}").json()
        items += answer["items"]
        after = answer["next_after"]
        if not answer["has_more"]:
            return items


def test_a_portal_that_follows_by_sequence_gets_everything_once(client):
    for number in range(1, 8):
        filed(f"a-{number}", number=number)

    items = follow(client, limit=3)

    assert [item["code"] for item in items] == [f"a-{number}" for number in range(1, 8)]


def test_manuals_never_show(client):
    take_over("a-1", guide_document(), manual_document(), old_envelope())

    items = follow(client, limit=10)

    assert [(item["seq"], item["kind"]) for item in items] == [(1, "guide")]


def test_an_abolished_guide_leaves_a_tombstone(client):
    filed("a-1")
    states.abolish("a-1", None, "依据已经废止")

    items = follow(client, limit=10)

    assert [(item["type"], item["tombstone"]) for item in items] == [
        ("published", False),
        ("abolished", True),
    ]


def test_a_page_of_the_feed_takes_one_query(client, django_assert_max_num_queries):
    for number in range(1, 8):
        filed(f"a-{number}", number=number)

    with django_assert_max_num_queries(1):
        client.get("/api/v1/changes?limit=1000")
