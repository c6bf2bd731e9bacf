"""Pages of other sites read the API in a browser, without credentials."""

import pytest

from tests.api.indexed import filed_guide

pytestmark = pytest.mark.django_db
ORIGIN = {"origin": "https://portal.example"}


@pytest.mark.parametrize(
    "path", ["guides", "guides/none", "guides?limit=0", "nothing", "openapi.json", "search"]
)
def test_every_answer_is_shared_with_every_origin(client, path):
    answer = client.get(f"/api/v1/{path}", headers=ORIGIN)

    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in answer


def test_an_unchanged_answer_is_shared_too_and_its_etag_can_be_read(client):
    code = filed_guide(1)
    etag = client.get(f"/api/v1/guides/{code}")["ETag"]

    answer = client.get(f"/api/v1/guides/{code}", headers={**ORIGIN, "if-none-match": etag})

    assert (answer.status_code, answer["Access-Control-Allow-Origin"]) == (304, "*")
    assert "ETag" in answer["Access-Control-Expose-Headers"]


@pytest.mark.parametrize("path", ["guides", "guides/none", "nothing"])
def test_a_browser_that_asks_first_is_told_what_it_may_do(client, path):
    asked = {
        "access-control-request-method": "GET",
        "access-control-request-headers": "if-none-match",
    }

    answer = client.options(f"/api/v1/{path}", headers=ORIGIN | asked)

    assert (answer.status_code, answer.content) == (204, b"")
    assert "GET" in answer["Access-Control-Allow-Methods"]
    assert "if-none-match" in answer["Access-Control-Allow-Headers"].lower()


@pytest.mark.parametrize("path", ["/", "/admin/login/", "/healthz"])
def test_nothing_else_is_shared(client, path):
    assert "Access-Control-Allow-Origin" not in client.get(path, headers=ORIGIN)


def test_nobody_changes_anything_from_another_site(client):
    answer = client.post("/api/v1/guides", headers=ORIGIN)

    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD, OPTIONS")
