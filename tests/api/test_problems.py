"""Every fault of a request is answered as problem details (RFC 9457)."""

from urllib.parse import quote

import pytest

from api.problem_details import MEDIA_TYPE

pytestmark = pytest.mark.django_db
ADDRESSES = [
    "guides", "guides/none", "guides/none/versions/1", "search", "suggest", "changes",
    "openapi.json", "docs",
]  # fmt: skip


def problem_of(answer):
    assert answer["Content-Type"] == MEDIA_TYPE
    body = answer.json()
    assert body["status"] == answer.status_code
    assert {"type", "title", "detail"} <= body.keys()
    return body


@pytest.mark.parametrize(
    "path", ["", "none", "guides/", "guides/a/b/c", "guides/none/versions/x", "../v1/%00"]
)
def test_an_unknown_path_is_a_problem_of_404(client, path):
    answer = client.get(f"/api/v1/{path}")

    assert answer.status_code in {404, 422}
    problem_of(answer)


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("path", ADDRESSES)
def test_a_wrong_method_is_a_problem_of_405_that_names_the_right_one(client, path, method):
    answer = getattr(client, method)(f"/api/v1/{path}")

    assert answer.status_code == 405
    assert "GET" in answer["Allow"]
    problem_of(answer)


def test_an_unexpected_fault_is_a_problem_of_500_that_tells_nothing(client, monkeypatch, caplog):
    monkeypatch.setattr("api.routes.changes.Event", None)

    answer = client.get("/api/v1/changes")

    assert answer.status_code == 500
    assert "NoneType" not in answer.content.decode()
    assert "NoneType" in caplog.text
    problem_of(answer)


@pytest.mark.parametrize("path", ["guides", "search", "suggest?q=a", "changes", "openapi.json"])
def test_head_answers_as_get_does_without_a_body(client, path):
    answer = client.head(f"/api/v1/{path}")

    assert (answer.status_code, answer.content) == (200, b"")


TEXTS = [
    "guides?q={}", "guides?department=a{}", "search?q=食品{}经营", "search?situation={}",
    "suggest?q={}", "changes?a{}=1",
]  # fmt: skip


@pytest.mark.parametrize("character", ["\u202e", "\u2066", "\u200f", "\x07", "\x00", "\u2028"])
@pytest.mark.parametrize("query", TEXTS)
def test_a_character_that_no_text_may_hold_is_a_problem_with_its_parameter(
    client, query, character
):
    answer = client.get(f"/api/v1/{query.format(quote(character))}")

    (error,) = problem_of(answer)["errors"]
    assert answer.status_code == 422
    assert error["parameter"].strip(character) == query.split("?")[1].split("=")[0].strip("{}")
    assert f"U+{ord(character):04X}" in error["message"]
