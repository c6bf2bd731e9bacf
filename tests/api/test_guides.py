"""Guides and versions in the API: stored bytes, conditional, in few queries."""

import json
from datetime import date

import pytest

from guides.document import sha256_hex
from guides.document.canonical import canonical_data
from publication import states
from publication.take_over import take_over
from tests.publication.filing_samples import (
    filed,
    guide_document,
    manual_document,
    old_envelope,
)

pytestmark = [pytest.mark.django_db, pytest.mark.city]
CODE = "scjg-000131001000-01"
URL = f"/api/v1/guides/{CODE}"


def test_a_guide_is_answered_with_its_envelope_in_two_queries(
    client, django_assert_max_num_queries
):
    filed(CODE)

    with django_assert_max_num_queries(2):
        answer = client.get(URL)

    body = answer.json()
    assert set(body["envelope"]) == {
        "code", "kind", "version", "filing_no", "filed_on", "published_on", "effective_on",
        "state", "sha256", "seq",
    }  # fmt: skip
    assert (body["envelope"]["state"], body["document"]["title"]) == (
        "current",
        "食品经营许可办事指南",
    )


def test_the_hash_of_the_envelope_is_that_of_the_document_in_canonical_json(client):
    filed(CODE)

    body = client.get(URL).json()

    assert sha256_hex(canonical_data(body["document"])) == body["envelope"]["sha256"]


def test_an_unchanged_guide_answers_304_in_one_query(client, django_assert_max_num_queries):
    filed(CODE)
    etag = client.get(URL)["ETag"]

    with django_assert_max_num_queries(1):
        answer = client.get(URL, headers={"If-None-Match": etag})

    assert (answer.status_code, answer.content) == (304, b"")


@pytest.mark.parametrize(
    "change",
    [
        lambda: states.suspend(CODE, None, "系统升级"),
        lambda: filed(CODE, title="第二版", version=2),
        lambda: filed(CODE, title="第二版", version=2, effective_on=date(2099, 1, 1)),
    ],
    ids=["suspended", "revised", "scheduled revision"],
)
def test_every_change_that_a_reader_should_see_changes_the_etag(client, change):
    filed(CODE)
    before = client.get(URL)["ETag"]

    change()

    assert client.get(URL)["ETag"] != before


def test_internal_fields_never_leave(client):
    sentinel = "内部机密哨兵"
    document = guide_document(
        process={"steps": [{"name": "受理", "post": sentinel, "phone": sentinel,
                            "standard": sentinel, "document_form": sentinel}]},
        conditions={"items": [{"text": "条件", "review": {"points": sentinel}}]},
    )  # fmt: skip
    take_over(CODE, document, manual_document(preface=sentinel), old_envelope())

    answers = [client.get(url) for url in (URL, f"{URL}/versions/1", "/api/v1/changes")]

    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert all(sentinel not in answer.content.decode() for answer in answers)


def test_an_abolished_guide_answers_410_with_reason_and_successor(client):
    filed(CODE)
    filed("b-1", number=2)
    states.abolish(CODE, None, "依据已经废止", successor="b-1")

    answer = client.get(URL)

    assert answer.status_code == 410
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json() | {"detail": "依据已经废止", "successor": "b-1"} == answer.json()
    assert client.get(f"{URL}/versions/1").json()["envelope"]["state"] == "abolished"


def test_older_versions_say_that_they_are_superseded(client, django_assert_max_num_queries):
    filed(CODE)
    filed(CODE, title="第二版", version=2)

    with django_assert_max_num_queries(2):
        old = client.get(f"{URL}/versions/1").json()

    assert (old["envelope"]["state"], old["document"]["title"]) == (
        "superseded",
        "食品经营许可办事指南",
    )


@pytest.mark.parametrize("path", ["guides/none", f"guides/{CODE}/versions/9"])
def test_what_does_not_exist_is_a_problem_of_404(client, path):
    filed(CODE)

    answer = client.get(f"/api/v1/{path}")

    assert answer.status_code == 404
    assert json.loads(answer.content)["status"] == 404


def test_bad_parameters_are_a_problem_that_names_them(client):
    answer = client.get("/api/v1/changes?after=-1&limit=x")

    assert answer.status_code == 422
    assert {one["parameter"] for one in answer.json()["errors"]} == {"after", "limit"}
