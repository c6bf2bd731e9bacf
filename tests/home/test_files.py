"""Files of filed guides: by content, for everybody or for officials, never run in the page."""

import hashlib

import pytest
from django.core.files.base import ContentFile

from core.choices import Role
from core.files.content_store import ContentStore
from publication.models import PublishedFile
from tests.factories import UserFactory, person

pytestmark = [pytest.mark.django_db, pytest.mark.city]
CONTENT = "申请书".encode()
SHA256 = hashlib.sha256(CONTENT).hexdigest()


def stored(name="申请书.txt", media_type="text/plain", *, is_public=True):
    """Keep a file as filing registers it; gives its address."""
    ContentStore().save(name, ContentFile(CONTENT))
    PublishedFile.objects.create(
        sha256=SHA256, name=name, media_type=media_type, size=len(CONTENT), is_public=is_public
    )
    return f"/files/{SHA256}/{name}"


def test_a_public_file_is_served_and_kept_for_ever(client):
    response = client.get(stored())

    assert b"".join(response.streaming_content) == CONTENT
    assert "immutable" in response["Cache-Control"]
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Disposition"].startswith("inline")
    assert not response.cookies


def test_a_reader_who_has_the_file_gets_304(client):
    address = stored()
    etag = client.get(address)["ETag"]

    response = client.get(address, headers={"if-none-match": etag})

    assert response.status_code == 304


@pytest.mark.parametrize("media_type", ["image/svg+xml", "text/html", "application/xhtml+xml"])
def test_what_could_run_is_saved_not_shown(client, media_type):
    response = client.get(stored("x.bin", media_type))

    assert response["Content-Disposition"].startswith("attachment")
    assert response["Content-Type"] == "application/octet-stream"


def test_an_internal_file_is_for_officials_only(client):
    address = stored(is_public=False)

    anonymous = client.get(address)
    client.force_login(UserFactory())
    without_role = client.get(address)
    client.force_login(person(Role.COMPILER))
    official = client.get(address)

    assert anonymous.status_code == 302
    assert without_role.status_code == 403
    assert official.status_code == 200
    assert "no-store" in official["Cache-Control"]


@pytest.mark.parametrize("path", [f"/files/{'0' * 64}/x.txt", f"/files/{SHA256}/other.txt"])
def test_only_files_of_filed_versions_are_served(client, path):
    stored()

    assert client.get(path).status_code == 404
