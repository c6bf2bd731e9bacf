"""Making a backup: database, uploads and published files, settings; whole or not at all."""

import os
import shutil
from contextlib import suppress
from datetime import datetime
from operator import attrgetter
from pathlib import Path
from time import monotonic

from django.conf import settings
from django.db import connection
from django.utils import timezone

from core.audit.recording import write
from core.running.one_at_a_time import one_at_a_time
from operations.acts import BACKED_UP
from operations.backups import kept_settings, manifest, pool
from operations.backups.faults import BackupError
from operations.backups.postgresql import PostgresqlBackups
from operations.backups.sqlite import SqliteBackups
from operations.models import BackupRun
from publication.models import Event, PublishedVersion

WAYS = {one.vendor: one for one in (SqliteBackups(), PostgresqlBackups())}
PARTIAL = ".partial-"


def back_up(to: Path | str) -> BackupRun:
    """Make a backup into the folder `to`; return its BackupRun.

    An interrupted one leaves a folder whose name begins with PARTIAL, which nothing reads and the
    next backup deletes. Raises BackupError.
    """
    root = Path(to)
    root.mkdir(mode=0o700, parents=True, exist_ok=True)
    with one_at_a_time("backup") as is_ours:
        if not is_ours:
            raise BackupError("Another backup of this database is being made; wait for its end.")
        _remove_interrupted(root)
        return _back_up(root)


def _back_up(root):
    began, began_at = monotonic(), timezone.now()
    name = f"{began_at:%Y%m%dT%H%M%SZ}"
    if (root / name).exists():
        name = f"{began_at:%Y%m%dT%H%M%S.%fZ}"
    partial = root / f"{PARTIAL}{name}"
    partial.mkdir(mode=0o700)
    way = WAYS[connection.vendor]
    counts = {"versions": PublishedVersion.objects.count(), "events": Event.objects.count()}
    facts = way.dump(root, partial) | {"root": str(root.resolve())}
    # After the database: a file is there before a row names it.
    pooled, size, _fresh = pool.keep_all(root)
    files = [path for path in sorted(partial.rglob("*")) if path.is_file()]
    made = manifest.Manifest(
        name=name,
        database=way.vendor,
        began_at=began_at.isoformat(),
        finished_at=timezone.now().isoformat(),
        version=settings.VERSION,
        files={path.relative_to(partial).as_posix(): manifest.digest_of(path) for path in files},
        pooled=pooled,
        counts=counts,
        settings=kept_settings.without_secrets(),
        facts=facts,
    )
    digest = manifest.write(partial, made)
    _flush(partial)
    partial.replace(root / name)
    way.bring_up_to_date(root, made)
    run = BackupRun.objects.create(
        name=name,
        place=str(root.resolve()),
        database=way.vendor,
        finished_at=timezone.now(),
        seconds=round(monotonic() - began, 1),
        size=size + sum(path.stat().st_size for path in (root / name).rglob("*") if path.is_file()),
        files=len(pooled) + len(files),
        sha256=digest,
    )
    write(BACKED_UP, about=run, sha256=digest)
    return run


def bring_up_to_date(root: Path | str) -> datetime | None:
    """Fetch what came since the last backup, as far as its server answers; return until when."""
    found = all_of(root)
    if not found or found[-1].database != connection.vendor:
        return None
    return WAYS[connection.vendor].bring_up_to_date(Path(root), found[-1])


def all_of(root: Path | str) -> list[manifest.Manifest]:
    """Return the manifests of the backups of a folder, oldest first.

    One whose manifest was changed raises DamagedBackupError: nobody takes an older one unawares.
    """
    folders = [
        path
        for path in Path(root).iterdir()
        if (path / manifest.NAME).exists() and path.name[0] != "."
    ]
    # By moment: of two in one second, only the later name holds parts of it.
    return sorted((manifest.read(path) for path in folders), key=attrgetter("moment"))


def _remove_interrupted(root):
    for path in root.glob(f"{PARTIAL}*"):
        shutil.rmtree(path)


def _flush(folder):
    """Let the disk keep what was written before the folder gets its name."""
    for path in (*folder.rglob("*"), folder):
        with suppress(OSError):
            number = os.open(path, os.O_RDONLY)
            try:
                os.fsync(number)
            finally:
                os.close(number)
