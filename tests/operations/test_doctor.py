"""The doctor: faults made on purpose are found, and their remedies, taken literally, mend them."""

import io
import json
import os
import re
import shlex
import shutil
import socket
import stat
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from core.append_only import lifting
from core.choices import Role
from operations.doctor import deployment
from operations.doctor.examining import FAIL, OK, WARN, examine
from operations.doctor.lines import LINES
from operations.inspections.checks import backups, machine
from operations.models import Incident
from publication import consumers
from publication.models import Cursor, DeadLetter, Event, PublishedFile
from publication.take_over import take_over
from search.models import SearchEntry
from tests import factories
from tests.publication.filing_samples import guide_document, manual_document, old_envelope

pytestmark = pytest.mark.django_db
CODE = "scjg-000131001000-01"
COMMAND = re.compile(r"`([^`]+)`")


def line(name):
    return next(one for one in examine() if one["line"] == name)


def follow(remedy):
    """Do what a remedy says between its backquotes, as an operator would type it."""
    (command,) = COMMAND.findall(remedy)
    if command.startswith("manage.py "):
        _program, name, *arguments = shlex.split(command)
        call_command(name, *arguments, stdout=io.StringIO(), stderr=io.StringIO())
    else:
        subprocess.run(command, shell=True, check=True)


@pytest.fixture(autouse=True)
def healthy(settings, tmp_path):
    """A house in order, in folders of its own."""
    for name in ("CONTENT_STORE_ROOT", "MEDIA_ROOT", "STATUS_ROOT", "MEASUREMENTS_ROOT"):
        folder = tmp_path / name.lower()
        folder.mkdir(mode=0o700)
        setattr(settings, name, str(folder))
    settings.ALLOWED_HOSTS = ["127.0.0.1"]
    settings.BACKUP_DIR = str(tmp_path / "backups")
    if connection.vendor == "sqlite":
        Path(connection.settings_dict["NAME"]).chmod(0o600)
    for number in range(2):
        factories.person(Role.OPERATOR, username=f"operator-{number}")
    take_over(CODE, guide_document(), manual_document(), old_envelope())
    call_command("relay", once=True, stderr=io.StringIO())


def test_a_house_in_order_has_no_fault():
    found = examine()

    assert [one for one in found if one["state"] == FAIL] == []
    assert len(found) == len(LINES) > 25
    assert {tuple(sorted(one)) for one in found} == {("cause", "label", "line", "remedy", "state")}


# ---- faults whose remedy is a command


def waiting_migration():
    call_command("migrate", "operations", "0004", verbosity=0, stdout=io.StringIO())


def bare_table():
    with connection.cursor() as cursor:
        for statement in lifting(connection.vendor, "operations_drill"):
            cursor.execute(statement)


def lost_index():
    SearchEntry.objects.all().delete()


def refused_event():
    event = Event.objects.order_by("seq").first()
    DeadLetter.objects.create(consumer="quality", event=event, error="x", attempts=8)


def not_inspected(monkeypatch):
    from operations.doctor import house

    monkeypatch.setattr(house, "founded_at", lambda: timezone.now() - timedelta(days=9))


@pytest.mark.parametrize(
    ("name", "harm"),
    [
        ("guards", bare_table),
        ("search_index", lost_index),
        ("dead_letters", refused_event),
    ],
)
def test_a_fault_in_the_database_is_found_and_mended(name, harm):
    harm()
    found = line(name)
    assert (found["state"], bool(found["cause"])) == (FAIL, True)

    follow(found["remedy"])

    assert line(name)["state"] == OK


@pytest.mark.django_db(transaction=True)
def test_a_migration_that_waits_is_found_and_made():
    waiting_migration()
    found = line("migrations")
    assert (found["state"], "0005_demonstrations_apart" in found["cause"]) == (FAIL, True)

    follow(found["remedy"])

    assert line("migrations")["state"] == OK


@pytest.mark.parametrize("name", ["content_folder", "media_folder"])
@pytest.mark.parametrize("harm", ["gone", "a file"])
def test_a_folder_that_is_no_folder_is_found_and_mended(settings, name, harm):
    setting = {"content_folder": "CONTENT_STORE_ROOT", "media_folder": "MEDIA_ROOT"}[name]
    place = Path(getattr(settings, setting))
    shutil.rmtree(place)
    if harm == "a file":
        place.touch()
    found = line(name)
    assert found["state"] == FAIL

    follow(found["remedy"])

    assert line(name)["state"] == OK


def test_a_closed_folder_is_found_and_mended(settings, tmp_path):
    if os.geteuid() == 0:
        pytest.skip("root writes everywhere")
    Path(settings.MEDIA_ROOT).chmod(0o500)
    found = line("media_folder")
    assert found["state"] == FAIL

    follow(found["remedy"])

    assert line("media_folder")["state"] == OK


def test_an_open_database_file_is_found_and_closed():
    if connection.vendor != "sqlite":
        pytest.skip("a server keeps its files itself")
    place = Path(connection.settings_dict["NAME"])
    place.chmod(0o644)
    found = line("privacy")
    assert found["state"] == FAIL

    follow(found["remedy"])

    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    assert line("privacy")["state"] == OK


def test_a_house_that_nobody_inspected_is_found_and_inspected(monkeypatch):
    not_inspected(monkeypatch)
    found = line("inspection")
    assert found["state"] == FAIL

    try:
        follow(found["remedy"])
    except CommandError as error:
        assert error.returncode == 1  # it inspected, and found something

    assert line("inspection")["state"] == OK


def test_a_missing_catalogue_is_found_with_its_command(settings, tmp_path):
    folder = tmp_path / "room" / "zh_Hans" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").touch()
    settings.LOCALE_PATHS = [tmp_path / "room"]
    found = line("catalogues")
    assert (found["state"], found["remedy"]) == (FAIL, "`make messages`")

    (folder / "django.mo").touch()

    assert line("catalogues")["state"] == OK


# ---- faults of settings and services: the remedy names the setting or the service


def closed_port():
    with socket.create_server(("127.0.0.1", 0)) as one:
        return one.getsockname()[1]


@pytest.mark.parametrize(
    ("name", "setting", "wrong", "state", "says"),
    [
        ("debug", "DEBUG", True, FAIL, "DEBUG"),
        ("address", "ALLOWED_HOSTS", ["other.example"], FAIL, "ALLOWED_HOSTS=127.0.0.1"),
        ("certificate", "TLS_CERTIFICATE", "/nowhere/fullchain.pem", FAIL, "TLS_CERTIFICATE"),
        ("search_service", "SEARCH_URL", "http://127.0.0.1:{port}", FAIL, "elasticsearch"),
        ("cache_service", "CACHE_URL", "redis://127.0.0.1:{port}", FAIL, "redis-server"),
        ("virus_scanner", "VIRUS_SCANNER_URL", "tcp://127.0.0.1:{port}", FAIL, "clamav-daemon"),
    ],
)
def test_a_wrong_setting_is_found_and_named(settings, name, setting, wrong, state, says):
    before = getattr(settings, setting)
    wrong = wrong.format(port=closed_port()) if isinstance(wrong, str) else wrong
    setattr(settings, setting, wrong)
    found = line(name)
    setattr(settings, setting, before)

    assert found["state"] == state
    assert says in found["remedy"]
    assert line(name)["state"] == OK


@pytest.mark.parametrize(
    ("name", "setting", "url"),
    [
        (
            "search_service",
            "SEARCH_URL",
            "http://me:hidden@127.0.0.1:{port},http://me:hidden@127.0.0.1:9",
        ),
        ("cache_service", "CACHE_URL", "redis://me:hidden@127.0.0.1:{port}"),
    ],
)
def test_a_password_is_not_shown(settings, name, setting, url):
    setattr(settings, setting, url.format(port=closed_port()))

    found = line(name)

    assert found["state"] == FAIL
    assert "me:@127.0.0.1" in found["cause"]
    assert "hidden" not in str(found)


def test_a_dead_mail_server_is_found(settings):
    settings.MAIL_IS_SET_UP, settings.EMAIL_HOST, settings.EMAIL_PORT = (
        True,
        "127.0.0.1",
        closed_port(),
    )

    found = line("mail")

    assert (found["state"], "EMAIL_HOST" in found["remedy"]) == (FAIL, True)


def test_events_that_wait_are_found_and_brought_by_the_relay():
    Cursor.objects.all().update(seq=0)
    Event._base_manager.first()
    cursor = Cursor.objects.first()
    with pytest.MonkeyPatch.context() as patch:
        from operations.doctor import service_health

        patch.setattr(service_health, "lag_seconds", lambda: 300.0)
        found = line("relay")
    assert (found["state"], "manage.py relay --once" in found["remedy"]) == (FAIL, True)

    call_command("relay", once=True, stderr=io.StringIO())

    cursor.refresh_from_db()
    assert cursor.seq == Event.objects.order_by("-seq").first().seq
    assert line("relay")["state"] == OK


def test_a_house_without_backup_is_found_with_the_command(monkeypatch, settings):
    monkeypatch.setattr(backups, "founded_at", lambda: timezone.now() - timedelta(days=40))

    for name in ("backup", "drill"):
        found = line(name)
        assert found["state"] == FAIL
        assert settings.BACKUP_DIR in COMMAND.findall(found["remedy"])[0]


def test_a_published_file_that_is_gone_is_found():
    PublishedFile.objects.create(
        code=CODE, sha256="ab" * 32, name="表.docx", media_type="x/y", size=1, is_public=True
    )

    found = line("files")

    assert (found["state"], "表.docx" in found["cause"]) == (FAIL, True)
    assert "manage.py restore" in found["remedy"]


def test_a_full_disk_is_found(monkeypatch):
    from operations.doctor import stores

    usage = shutil._ntuple_diskusage(100, 99, 1)
    monkeypatch.setattr(stores.shutil, "disk_usage", lambda folder: usage)

    assert line("room")["state"] == FAIL


def test_an_old_certificate_is_found(monkeypatch):
    soon = timezone.now() + timedelta(days=3)
    monkeypatch.setattr(deployment, "certificate_ends", lambda: soon)

    assert line("certificate")["state"] == FAIL


@pytest.mark.parametrize(
    ("name", "harm"),
    [
        ("incidents", lambda: Incident.objects.create(title="断电")),
        ("people", lambda: factories.Membership.objects.filter(role=Role.OPERATOR).delete()),
    ],
)
def test_what_only_deserves_a_look_is_a_warning(name, harm):
    harm()

    assert line(name)["state"] == WARN


def test_what_stands_on_something_ill_is_not_looked_at(monkeypatch):
    def fail():
        raise RuntimeError("gone")

    monkeypatch.setitem(LINES, "database", LINES["database"].__class__("database", "DB", fail))

    found = {one["line"]: one for one in examine()}

    assert found["database"]["state"] == FAIL
    assert found["migrations"]["state"] == WARN
    assert "DB" in found["migrations"]["cause"]


def test_the_command_ends_with_one_when_something_is_ill(tmp_path, settings):
    settings.DEBUG = True

    with pytest.raises(CommandError) as failure:
        call_command("doctor", json=str(tmp_path / "x"), stderr=io.StringIO())

    assert failure.value.returncode == 1
    assert "debug" in {
        one["line"] for one in json.loads((tmp_path / "x").read_text()) if one["state"] == FAIL
    }


def test_a_consumer_that_refuses_again_leaves_its_letter_open():
    def refuse(event):
        raise ValueError("still broken")

    refused_event()
    DeadLetter.objects.update(consumer="stubborn")
    consumers.register("stubborn", refuse)
    try:
        with pytest.raises(CommandError):
            call_command("dead_letters", again=True, stderr=io.StringIO())
    finally:
        consumers.unregister("stubborn")

    letter = DeadLetter.objects.get()
    assert (letter.resolved_at, letter.attempts) == (None, 9)
    assert "still broken" in letter.error


def test_a_certificate_is_read_from_its_file(tmp_path, settings):
    if not shutil.which("openssl"):
        pytest.skip("there is no openssl")
    place = tmp_path / "cert.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "40",
         "-subj", "/CN=x",
         "-keyout", tmp_path / "key.pem", "-out", place],
        check=True, capture_output=True,
    )  # fmt: skip
    settings.TLS_CERTIFICATE = str(place)

    days = (machine.certificate_ends() - timezone.now()) / timedelta(days=1)

    assert 39 < days <= 40
