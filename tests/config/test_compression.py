"""Public answers are compressed for clients that accept gzip, also without nginx; others never."""

import gzip

import pytest

from core.choices import Role
from tests.factories import person
from tests.home.samples import CODE, file, filled

pytestmark = [pytest.mark.django_db, pytest.mark.city]
GZIP = {"Accept-Encoding": "gzip, deflate, br"}
PUBLIC = [
    "/",
    f"/guides/{CODE}/",
    f"/guides/{CODE}/v/1/",
    "/departments/scjg/",
    "/search/?q=食品",
    f"/api/v1/guides/{CODE}",
    "/api/v1/guides",
    "/nothing/",
]


@pytest.mark.parametrize("path", PUBLIC)
def test_a_public_answer_is_the_same_compressed(client, settings, path):
    settings.SEARCH_URL = ""  # there is no index, and a makeshift answer is not to be kept
    file(filled())
    plain = client.get(path)

    packed = client.get(path, headers=GZIP)

    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert packed["Content-Length"] == str(len(packed.content))
    assert len(packed.content) < len(plain.content)
    assert (packed.status_code, packed["Vary"]) == (plain.status_code, plain["Vary"])
    assert packed["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize(
    "path", [f"/guides/{CODE}/", "/departments/scjg/", f"/api/v1/guides/{CODE}"]
)
def test_the_weak_etag_of_a_compressed_answer_brings_a_304(client, path):
    file(filled())
    etag = client.get(path, headers=GZIP)["ETag"]

    again = client.get(path, headers=GZIP | {"If-None-Match": etag})

    assert etag.startswith('W/"')
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("path", ["/admin/", f"/manuals/{CODE}/"])
def test_what_is_for_one_person_is_never_compressed(client, path):
    file(filled())
    client.force_login(person(Role.AUDITOR), backend="core.access.authentication.RoleBackend")

    answer = client.get(path, headers=GZIP)

    assert "Content-Encoding" not in answer


def test_a_short_answer_stays_as_it_is(client):
    answer = client.get("/api/v1/changes", headers=GZIP)

    assert "Content-Encoding" not in answer
    assert answer.json()["items"] == []
