"""PostgreSQL goes back to any second, refuses a changed log, and loses seconds at most."""

import dataclasses
from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from django.db import connections

from bench._killable_servers import OwnPostgreSQL
from config.settings import stores
from operations.backups import manifest, postgresql, server
from operations.backups.faults import BackupError, DamagedBackupError
from operations.backups.postgresql import COVERED, SEGMENTS, WAL, PostgresqlBackups
from tests import service_reach

WAY = PostgresqlBackups()


@pytest.fixture(scope="module")
def cluster():
    """A PostgreSQL of this module's own, and Django's connection to it."""
    try:
        server.postgresql_programs()
    except BackupError as missing:
        if service_reach.required():
            pytest.fail(str(missing), pytrace=False)
        pytest.skip(str(missing))
    with OwnPostgreSQL() as own:
        facts = stores.database(own.url.replace("guides@", "guides:x@"))
        # Django looks for it by its name while it connects.
        connections.settings["own"] = connections.configure_settings({"default": facts})["default"]
        connection = connections["own"]
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(postgresql, "connection", connection)
            patch.setattr(server, "connection", connection)
            yield own, connection
        connection.close()
        del connections["own"], connections.settings["own"]


@pytest.fixture(autouse=True)
def _database_of_its_own(django_db_blocker):
    """Let this module use its own cluster; the project's database is not touched."""
    with django_db_blocker.unblock():
        yield


def write(connection, word):
    """Commit a word, and return a moment after it and before whatever comes next."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE IF NOT EXISTS words (word text)")
        cursor.execute("INSERT INTO words VALUES (%s)", [word])
        cursor.execute("SELECT pg_sleep(0.05), clock_timestamp()")
        _slept, moment = cursor.fetchone()
        cursor.execute("SELECT pg_sleep(0.05)")
    return moment


@pytest.fixture(scope="module")
def archive(cluster, tmp_path_factory, django_db_blocker):
    """A base backup with 甲, then 乙 and 丙 in the log; return (root, manifest, moments)."""
    _own, connection = cluster
    root = tmp_path_factory.mktemp("backups")
    with django_db_blocker.unblock():
        write(connection, "甲")
        made = back_up(root)
        moments = {word: write(connection, word) for word in "乙丙"}
        WAY.bring_up_to_date(root, made)
    return root, made, moments


def back_up(root):
    began = datetime.now(UTC)
    folder = root / "base"
    folder.mkdir()
    facts = WAY.dump(root, folder) | {"root": str(root)}
    return manifest.Manifest(
        "base", WAY.vendor, began.isoformat(), datetime.now(UTC).isoformat(), "0", facts=facts
    )


def words_of(archive, into, moment):
    """Return the words of the cluster restored to a moment."""
    root, made, _moments = archive
    into.mkdir(mode=0o711)
    url, _last = WAY.lay_out(root, root / "base", made, into, moment)
    with WAY.serving(into, url) as address, psycopg.connect(address) as restored:
        return "".join(word for (word,) in restored.execute("SELECT word FROM words"))


@pytest.fixture
def open_folder(tmp_path_factory):
    """Return a folder that the cluster's account may enter."""
    import tempfile
    from pathlib import Path

    with tempfile.TemporaryDirectory(prefix="guides-restored-", dir="/var/tmp") as folder:
        Path(folder).chmod(0o711)
        yield Path(folder)


def test_any_second_since_the_base_backup_can_be_had_again(archive, open_folder):
    _root, _made, moments = archive

    assert words_of(archive, open_folder / "between", moments["乙"]) == "甲乙"
    assert words_of(archive, open_folder / "latest", None) == "甲乙丙"


def test_a_moment_after_the_archive_is_refused(archive, open_folder):
    root, made, _moments = archive

    with pytest.raises(BackupError, match="archive ends"):
        WAY.lay_out(
            root, root / "base", made, open_folder / "x", datetime.now(UTC) + timedelta(hours=1)
        )


def test_a_moment_before_the_base_backup_is_refused(archive):
    _root, made, _moments = archive

    with pytest.raises(BackupError, match="so old"):
        WAY.chosen([made], datetime.fromisoformat(made.began_at) - timedelta(days=1))


def test_a_flipped_byte_of_the_log_is_refused(archive, open_folder):
    root, made, _moments = archive
    segment = next(one for one in sorted((root / WAL).iterdir()) if len(one.name) == 24)
    data = segment.read_bytes()
    segment.write_bytes(data[:5000] + bytes([data[5000] ^ 1]) + data[5001:])
    try:
        with pytest.raises(DamagedBackupError, match=segment.name):
            WAY.lay_out(root, root / "base", made, open_folder / "x", None)
    finally:
        segment.write_bytes(data)


def test_a_log_that_ends_too_early_is_refused(archive, open_folder):
    root, _made, _moments = archive
    last = sorted(one for one in (root / WAL).iterdir() if len(one.name) == 24)[-1]
    kept = {one: one.read_bytes() for one in (last, root / WAL / SEGMENTS)}
    last.unlink()
    (root / WAL / SEGMENTS).unlink()
    try:
        with pytest.raises((DamagedBackupError, BackupError)):
            words_of(archive, open_folder / "x", None)
    finally:
        for path, data in kept.items():
            path.write_bytes(data)


def test_the_log_of_another_cluster_is_not_fetched(archive):
    root, made, _moments = archive
    before = (root / WAL / COVERED).read_text()
    foreign = dataclasses.replace(made, facts=made.facts | {"system": "1"})

    assert WAY.bring_up_to_date(root, foreign) is None
    assert (root / WAL / COVERED).read_text() == before


def test_what_would_be_lost_is_counted_from_the_last_fetch(archive):
    _root, made, moments = archive

    assert moments["丙"] < WAY.covered_until(made) <= datetime.now(UTC)


def test_a_folder_that_is_given_up_keeps_no_log_on_the_server(cluster, tmp_path):
    _own, connection = cluster
    postgresql._make_slot(postgresql.slot_of(tmp_path))

    postgresql.drop_slot(tmp_path)

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_replication_slots WHERE slot_name = %s",
            [postgresql.slot_of(tmp_path)],
        )
        assert cursor.fetchone() == (0,)
