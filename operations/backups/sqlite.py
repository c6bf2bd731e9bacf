"""SQLite: a whole copy by its online backup, while people go on writing."""

import sqlite3
from collections.abc import Sequence
from contextlib import AbstractContextManager, closing
from datetime import datetime
from pathlib import Path
from typing import Any

import zstandard
from django.db import connection

from operations.backups.faults import BackupError, DamagedBackupError
from operations.backups.manifest import Manifest

COPY = "database/db.sqlite3.zst"
FILE = "db.sqlite3"


class SqliteBackups:
    """Backups of the embedded database: each a whole copy; what is restored is one of them."""

    vendor = "sqlite"

    def dump(self, root: Path, folder: Path) -> dict[str, Any]:
        """Copy the database into a backup's folder; return facts for the manifest: none."""
        target = folder / COPY
        target.parent.mkdir(mode=0o700)
        plain = target.with_suffix("")
        source_place = connection.settings_dict["NAME"]
        with (
            closing(sqlite3.connect(source_place, timeout=20)) as source,
            closing(sqlite3.connect(plain)) as copy,
        ):
            # In one step: a reader's snapshot, beside which writers go on in the WAL.
            source.backup(copy)
            # The copy is one file, whatever the source's mode.
            copy.execute("PRAGMA journal_mode=DELETE")
        _require_whole(plain)
        with plain.open("rb") as reading, target.open("wb") as writing:
            zstandard.ZstdCompressor(level=3, threads=-1).copy_stream(reading, writing)
        plain.unlink()
        return {}

    def bring_up_to_date(self, root: Path, manifest: Manifest) -> datetime | None:
        """Add nothing, and return None: a copy of SQLite is of its moment."""
        return None

    def chosen(self, manifests: Sequence[Manifest], moment: datetime | None) -> Manifest:
        """Return the newest backup not later than a moment (None: the newest of all)."""
        fitting = [one for one in manifests if moment is None or one.moment <= moment]
        if not fitting:
            raise BackupError(
                "No backup is so old. SQLite is restored to the moment of one of its backups; "
                f"the oldest is of {manifests[0].began_at}."
            )
        return fitting[-1]

    def lay_out(
        self, root: Path, folder: Path, manifest: Manifest, into: Path, moment: datetime | None
    ) -> tuple[str, datetime]:
        """Lay the database into a folder; return (database URL, the moment it is of)."""
        target = into / FILE
        with (folder / COPY).open("rb") as reading, target.open("wb") as writing:
            target.chmod(0o600)
            try:
                zstandard.ZstdDecompressor().copy_stream(reading, writing)
            except zstandard.ZstdError as error:
                raise DamagedBackupError(f"{COPY} cannot be unpacked: {error}") from error
        _require_whole(target)
        return f"sqlite:///{target}", manifest.moment

    def serving(self, into: Path, url: str) -> AbstractContextManager[str]:
        """Return a context in which the restored database answers: a file always does."""
        return _Nothing(url)

    def covered_until(self, manifest: Manifest) -> datetime:
        """Return the moment up to which nothing would be lost now."""
        return manifest.moment


class _Nothing:
    def __init__(self, url):
        self.url = url

    def __enter__(self):
        return self.url

    def __exit__(self, *exc):
        return None


def _require_whole(place):
    with closing(sqlite3.connect(Path(place))) as copy:
        try:
            (answer,) = copy.execute("PRAGMA quick_check").fetchone()
        except sqlite3.DatabaseError as error:
            answer = str(error)
    if answer != "ok":
        raise DamagedBackupError(f"The copy of the database is not whole: {answer}")
