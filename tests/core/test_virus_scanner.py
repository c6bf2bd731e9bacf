"""Uploads are scanned by the daemon that is configured; while it is silent, nothing comes in."""

import socket
import threading

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.urls import reverse

from core.checks import check_virus_scanner
from core.choices import Role
from core.files import virus_scanner
from core.files.virus_scanner import scan
from core.models import DepartmentDocument
from tests import factories
from tests.core import clamd
from tests.core.uploads import archive, docx, picture, upload

BACKEND = "core.access.authentication.RoleBackend"


@pytest.fixture(scope="module")
def scanner_url(tmp_path_factory):
    """A clamd of this module's own."""
    with clamd.running(tmp_path_factory.mktemp("clamav")) as url:
        yield url


@pytest.fixture
def compiler_client(client, db):
    """A browser where a compiler is logged in."""
    compiler = factories.person(Role.COMPILER, factories.DepartmentFactory())
    client.force_login(compiler, backend=BACKEND)
    return client


def sent(client, name, content):
    """Upload a file through the admin's form."""
    return client.post(reverse("wagtaildocs:add"), {"title": "x", "file": upload(name, content)})


@pytest.mark.clamav
def test_clean_file_comes_in(compiler_client, scanner_url, settings):
    settings.VIRUS_SCANNER_URL = scanner_url

    answer = sent(compiler_client, "a.docx", docx())

    assert answer.status_code == 302
    assert DepartmentDocument.objects.get().file.read() == docx()


@pytest.mark.clamav
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", b"%PDF-1.7\n" + clamd.HARMLESS),
        ("a.docx", docx({"word/x.xml": clamd.HARMLESS})),
        ("a.zip", archive({"b.zip": archive({"c.txt": clamd.HARMLESS})})),
        ("a.png", picture() + clamd.HARMLESS),
    ],
    ids=["pdf", "docx", "zip in a zip", "behind a picture"],
)
def test_infected_file_stays_outside(compiler_client, scanner_url, settings, name, content):
    settings.VIRUS_SCANNER_URL = scanner_url

    answer = sent(compiler_client, name, content)

    assert answer.status_code == 200
    assert clamd.NAME in answer.content.decode()
    assert not DepartmentDocument.objects.exists()


@pytest.mark.clamav
def test_file_larger_than_the_scanner_takes_is_not_taken_unscanned(scanner_url, settings):
    settings.VIRUS_SCANNER_URL = scanner_url

    with pytest.raises(ValidationError) as refused:
        scan(ContentFile(bytes(2 * 1024 * 1024)))

    assert refused.value.code == "scanner"


def test_scanner_that_is_not_there_is_said_in_the_form(compiler_client, tmp_path, settings):
    settings.VIRUS_SCANNER_URL = f"unix://{tmp_path}/nobody"

    answer = sent(compiler_client, "a.docx", docx())

    assert "病毒扫描服务" in answer.content.decode()
    assert not DepartmentDocument.objects.exists()


@pytest.mark.parametrize(
    "answer", [b"", b"nonsense\0", b"stream: OK", b"INSTREAM size limit\0", None]
)
def test_scanner_that_hangs_or_says_something_else_lets_nothing_in(settings, monkeypatch, answer):
    monkeypatch.setattr(virus_scanner, "ANSWER_SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as server:
        settings.VIRUS_SCANNER_URL = f"tcp://127.0.0.1:{server.getsockname()[1]}"
        threading.Thread(target=_answers, args=(server, answer), daemon=True).start()

        with pytest.raises(ValidationError) as refused:
            scan(ContentFile(b"x"))

    assert refused.value.code == "scanner"


def _answers(server, answer):
    """Read one file as clamd does, then say something, or nothing and stay."""
    connection, _address = server.accept()
    connection.settimeout(2)
    read = b""
    while not read.endswith(bytes(4)):
        read += connection.recv(4096)
    if answer is None:
        threading.Event().wait(1)
    else:
        connection.sendall(answer)
    connection.close()


def test_without_a_scanner_nothing_is_asked(settings):
    settings.VIRUS_SCANNER_URL = ""

    scan(ContentFile(b"x"))


@pytest.mark.parametrize("url", ["clamd", "http://x:1", "tcp://x", "unix://", "tcp://x:y"])
def test_address_that_is_none_is_told_at_the_start_and_lets_nothing_in(settings, url):
    settings.VIRUS_SCANNER_URL = url

    with pytest.raises(ValidationError) as refused:
        scan(ContentFile(b"x"))

    assert refused.value.code == "scanner"
    assert [error.id for error in check_virus_scanner()] == ["core.E008"]


@pytest.mark.parametrize("url", ["", "tcp://scanner:3310", "unix:///run/clamav/clamd.ctl"])
def test_address_that_is_one_is_accepted(settings, url):
    settings.VIRUS_SCANNER_URL = url

    assert check_virus_scanner() == []
