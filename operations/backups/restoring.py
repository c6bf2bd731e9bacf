"""Restoring a backup into an empty folder: verified first, then laid out to a chosen moment."""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from time import monotonic
from typing import Any

from operations.backups import kept_settings, manifest, pool
from operations.backups.faults import BackupError
from operations.backups.making import WAYS, all_of

LATEST = "latest"
SETTINGS, RECORD = "settings.env", "restored.json"


@dataclass
class Restored:
    """What was restored: from which backup, to which moment, where it lies."""

    backup: manifest.Manifest
    into: Path
    database_url: str
    restored_to: datetime
    seconds: float

    def as_json(self) -> dict[str, Any]:
        """Return the facts for people and programs, without the password of the database."""
        return {
            "backup": self.backup.name,
            "database": self.backup.database,
            "into": str(self.into),
            "restored_to": self.restored_to.isoformat(),
            "seconds": round(self.seconds, 1),
            "files": len(self.backup.pooled),
            "content": str(self.into / pool.CONTENT),
            "media": str(self.into / pool.MEDIA),
            "settings": str(self.into / SETTINGS),
        }


def restore(source: Path | str, to: datetime | None, into: Path | str) -> Restored:
    """Restore the backups' folder `source` to a moment (None: the latest) into an empty folder.

    Every byte is verified before anything is laid out. Raises BackupError, and DamagedBackupError
    for what was changed.
    """
    began, root, into = monotonic(), Path(source), Path(into)
    if not root.is_dir():
        raise BackupError(f"There is no folder {root}.")
    if into.exists() and any(into.iterdir()):
        raise BackupError(f"{into} is not empty: give a new folder, nothing is overwritten.")
    into.mkdir(mode=0o700, parents=True, exist_ok=True)
    manifests = all_of(root)
    if not manifests:
        raise BackupError(f"{root} holds no backup. Make one: manage.py backup --to {root}")
    way = WAYS[manifests[-1].database]
    kind = [one for one in manifests if one.database == way.vendor]
    chosen = way.chosen(kind, to)
    manifest.verify(root, root / chosen.name, chosen)
    # Before the database: what it runs as may own the whole folder afterwards.
    newest = kind[-1]
    pool.lay_out(root, newest, into)
    (into / SETTINGS).write_text(
        kept_settings.as_environment_file(chosen.settings), encoding="utf-8"
    )
    url, moment = way.lay_out(root, root / chosen.name, chosen, into.resolve(), to)
    restored = Restored(chosen, into.resolve(), url, moment, monotonic() - began)
    (into / RECORD).write_text(json.dumps(restored.as_json(), indent=1), encoding="utf-8")
    return restored
