"""Backups: restored they are the same, changed they are refused, interrupted they harm nobody."""

import json
import shutil
import sqlite3
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings as site
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from operations.backups import making, manifest, retention
from operations.backups.drilling import is_signed, signature_of
from operations.backups.faults import BackupError, DamagedBackupError
from operations.backups.kept_settings import without_secrets
from operations.backups.making import back_up
from operations.backups.restoring import restore
from operations.models import BackupRun, Drill
from publication.models import PublishedVersion
from publication.take_over import take_over
from tests.publication.filing_samples import guide_document, manual_document, old_envelope

CODE = "scjg-000131001000-01"
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def place(tmp_path, settings):
    """A backups' folder with one backup of a filed guide and a file of the content store."""
    if connection.vendor != "sqlite":
        pytest.skip("SQLite's way; PostgreSQL's is in test_backups_of_postgresql")
    settings.CONTENT_STORE_ROOT = str(tmp_path / "content")
    settings.MEDIA_ROOT = str(tmp_path / "media")
    content = Path(settings.CONTENT_STORE_ROOT) / "ab" / "cd" / ("ab" * 32)
    content.parent.mkdir(parents=True)
    content.write_bytes(b"a form")
    take_over(CODE, guide_document(), manual_document(), old_envelope())
    back_up(tmp_path / "backups")
    return tmp_path / "backups"


def only_folder(place):
    (folder,) = [one for one in place.iterdir() if (one / manifest.NAME).exists()]
    return folder


def versions_in(database):
    with sqlite3.connect(database) as copy:
        return copy.execute(
            "SELECT code, kind, sha256 FROM publication_publishedversion ORDER BY id"
        ).fetchall()


def test_what_is_restored_is_what_was_backed_up(place, tmp_path):
    restored = restore(place, None, tmp_path / "into")

    here = list(PublishedVersion.objects.order_by("pk").values_list("code", "kind", "sha256"))
    assert versions_in(tmp_path / "into" / "db.sqlite3") == here
    content = tmp_path / "into" / "content" / "ab" / "cd" / ("ab" * 32)
    assert content.read_bytes() == b"a form"
    assert restored.backup.counts["versions"] == len(here)
    assert BackupRun.objects.count() == 1


def files_of(place):
    """Return every file of a backups' folder, by a name that says what it is."""
    return sorted(path for path in place.rglob("*") if path.is_file())


@pytest.mark.parametrize("part", ["database", manifest.NAME, manifest.DIGEST, "pool"])
@pytest.mark.parametrize("share", [0.0, 0.5, 0.999])
def test_one_flipped_byte_anywhere_is_refused(place, tmp_path, part, share):
    (victim,) = [one for one in files_of(place) if part in str(one.relative_to(place))][:1]
    data = bytearray(victim.read_bytes())
    data[int(len(data) * share)] ^= 1
    victim.write_bytes(data)

    with pytest.raises(DamagedBackupError):
        restore(place, None, tmp_path / "into")

    assert list((tmp_path / "into").iterdir()) == []


def test_a_file_that_was_taken_away_is_refused(place, tmp_path):
    next((place / manifest.POOL).rglob("?" * 64)).unlink()

    with pytest.raises(DamagedBackupError, match="missing"):
        restore(place, None, tmp_path / "into")


def test_the_newest_backup_before_the_moment_is_chosen(place, tmp_path):
    between = timezone.now()
    second = back_up(place)

    early = restore(place, between, tmp_path / "early")
    late = restore(place, None, tmp_path / "late")

    assert early.backup.name != second.name
    assert late.backup.name == second.name


def test_a_moment_before_the_first_backup_is_refused_with_the_oldest(place, tmp_path):
    with pytest.raises(BackupError, match="oldest"):
        restore(place, timezone.now() - timedelta(days=1), tmp_path / "into")


def test_nothing_is_restored_over_something(place, tmp_path):
    (tmp_path / "into").mkdir()
    (tmp_path / "into" / "x").touch()

    with pytest.raises(BackupError, match="not empty"):
        restore(place, None, tmp_path / "into")


def test_an_interrupted_backup_is_none_and_is_swept_away(place, monkeypatch):
    def fail(*args):
        raise KeyboardInterrupt

    monkeypatch.setattr(making.pool, "keep_all", fail)
    with pytest.raises(KeyboardInterrupt):
        back_up(place)
    monkeypatch.undo()
    assert len(making.all_of(place)) == 1
    assert list(place.glob(f"{making.PARTIAL}*"))

    back_up(place)

    assert len(making.all_of(place)) == 2
    assert not list(place.glob(f"{making.PARTIAL}*"))


def test_files_are_kept_once_for_all_backups(place):
    before = len(list((place / manifest.POOL).rglob("?" * 64)))

    back_up(place)

    assert len(list((place / manifest.POOL).rglob("?" * 64))) == before


def test_a_backup_holds_settings_but_no_secret(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "hidden-1")
    monkeypatch.setenv("EMAIL_HOST_PASSWORD", "hidden-2")
    monkeypatch.setenv("DATABASE_URL", "postgresql://me:hidden-3@db:5432/guides")
    monkeypatch.setenv("FILING_BODY", "某办")

    kept = without_secrets()

    assert kept["FILING_BODY"] == "某办"
    assert kept["DATABASE_URL"] == "postgresql://me:@db:5432/guides"
    assert "hidden" not in json.dumps(kept)


def test_old_backups_go_by_the_policy_and_a_dry_run_only_says_so(place):
    folder = only_folder(place)
    for days in (20, 21, 22, 400):
        copy = place / f"old-{days}"
        shutil.copytree(folder, copy)
        facts = manifest.read(copy)
        facts.name, moment = copy.name, timezone.now() - timedelta(days=days)
        facts.began_at = moment.isoformat()
        manifest.write(copy, facts)

    said = retention.prune(place, dry_run=True)
    assert len(making.all_of(place)) == 5
    gone = retention.prune(place)

    assert gone == said
    assert folder.name in {one.name for one in making.all_of(place)}
    assert 0 < len([one for one in gone if one.startswith("old-")]) < 4


@pytest.mark.parametrize("text", ["gestern", "2026-13-01T00:00:00Z", ""])
def test_a_moment_that_is_none_is_refused_in_words(place, tmp_path, text):
    with pytest.raises(CommandError) as failure:
        call_command("restore", "--from", str(place), "--to", text, "--into", str(tmp_path / "i"))

    assert failure.value.returncode == 1


def test_a_drill_starts_the_site_on_the_copy_and_signs_what_it_found(place, tmp_path):
    call_command("drill", "--from", str(place), json=str(tmp_path / "x.json"), stderr=StringIO())

    said = json.loads((tmp_path / "x.json").read_text())
    row = Drill.objects.get()
    assert said["versions"] == PublishedVersion.objects.count()
    assert said["hashes_checked"] > said["versions"]
    assert (said["mismatches"], said["problems"]) == (0, [])
    assert [one.split()[1] for one in said["pages"]] == ["200", "200"]
    assert 0 < said["rto_s"] < 300
    assert said["signature"] == row.signature
    assert is_signed(row)
    row.mismatches = 1
    assert row.signature != signature_of(row)
    assert site.SECRET_KEY not in json.dumps(said)
