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
    """Keep a file as filing registers it; return its address."""
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


WHOLE = bytes(range(256)) * 4


def long_file(name="地图.pdf"):
    """Keep a file of 1,024 bytes as filing registers it; return its address."""
    sha256 = hashlib.sha256(WHOLE).hexdigest()
    ContentStore().save(name, ContentFile(WHOLE))
    PublishedFile.objects.create(
        sha256=sha256, name=name, media_type="x/y", size=len(WHOLE), is_public=True
    )
    return f"/files/{sha256}/{name}"


def content(response):
    return b"".join(response.streaming_content)


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("bytes=0-0", 0, 0),
        ("bytes=10-19", 10, 19),
        ("bytes=1000-", 1000, 1023),
        ("bytes=-24", 1000, 1023),
        ("bytes=-9999", 0, 1023),
        ("bytes=1023-99999999", 1023, 1023),
        ("Bytes=0-1023", 0, 1023),
    ],
)
def test_a_part_of_a_file_is_sent_alone(client, asked, first, last):
    response = client.get(long_file(), headers={"range": asked})

    assert (response.status_code, content(response)) == (206, WHOLE[first : last + 1])
    assert response["Content-Range"] == f"bytes {first}-{last}/1024"
    assert response["Content-Length"] == str(last + 1 - first)
    assert response["Content-Type"] == "application/pdf"


@pytest.mark.parametrize("asked", ["bytes=1024-", "bytes=5000-6000", "bytes=-0"])
def test_a_part_behind_the_end_is_416_with_the_size(client, asked):
    response = client.get(long_file(), headers={"range": asked})

    assert (response.status_code, response["Content-Range"]) == (416, "bytes */1024")


@pytest.mark.parametrize(
    "asked",
    ["bytes=5-2", "bytes=a-b", "bytes=-", "lines=1-2", "bytes=0-1,5-6", "bytes=99" + "9" * 30],
)
def test_a_range_that_cannot_be_read_gets_the_whole_file(client, asked):
    response = client.get(long_file(), headers={"range": asked})

    assert (response.status_code, content(response)) == (200, WHOLE)
    assert response["Accept-Ranges"] == "bytes"


def test_a_part_is_sent_only_of_the_file_that_the_reader_knows(client):
    address = long_file()
    etag = client.get(address)["ETag"]

    same = client.get(address, headers={"range": "bytes=0-9", "if-range": etag})
    other = client.get(address, headers={"range": "bytes=0-9", "if-range": '"other"'})

    assert (same.status_code, other.status_code) == (206, 200)


def test_head_tells_the_whole_size(client):
    response = client.head(long_file(), headers={"range": "bytes=0-9"})

    assert (response.status_code, response["Content-Length"]) == (200, "1024")


def test_a_part_of_an_internal_file_is_for_officials_only(client):
    address = stored(is_public=False)

    assert client.get(address, headers={"range": "bytes=0-1"}).status_code == 302


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("a.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("a.XLSX", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("a.doc", "application/msword"),
        ("a.xls", "application/vnd.ms-excel"),
        ("a.ofd", "application/ofd"),
        ("a.zip", "application/zip"),
        ("a.html", "application/octet-stream"),
        ("a.svg", "application/octet-stream"),
        ("a", "application/octet-stream"),
    ],
)
def test_a_saved_file_has_the_type_of_its_name_and_nobody_guesses(client, name, media_type):
    response = client.get(stored(name, "text/html"))

    assert response["Content-Type"] == media_type
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"
