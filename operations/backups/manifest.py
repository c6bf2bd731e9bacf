"""The manifest of a backup: every file with its SHA-256, so that a changed byte is noticed.

A backup is a folder of the backups' folder; files that never change, uploads and published files,
lie once for all backups in the pool beside them, by their SHA-256.
"""

import json
from dataclasses import asdict, dataclass, field
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from operations.backups.faults import BackupError, DamagedBackupError

NAME, DIGEST = "manifest.json", "manifest.sha256"
POOL = "pool"
FORMAT = 1
CHUNK = 1024 * 1024


@dataclass
class Manifest:
    """What a backup holds: its files and those of the pool, each {path: SHA-256}."""

    name: str
    database: str
    began_at: str
    finished_at: str
    version: str
    files: dict[str, str] = field(default_factory=dict)
    pooled: dict[str, str] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    settings: dict[str, str] = field(default_factory=dict)
    facts: dict[str, str] = field(default_factory=dict)
    format: int = FORMAT

    @property
    def moment(self) -> datetime:
        """The moment up to which the backup holds everything, whatever is added to it."""
        return datetime.fromisoformat(self.began_at)


def write(folder: Path, manifest: Manifest) -> str:
    """Write a manifest into a backup's folder with its own digest; return the digest."""
    data = json.dumps(asdict(manifest), ensure_ascii=False, indent=1, sort_keys=True).encode()
    (folder / NAME).write_bytes(data)
    digest = sha256(data).hexdigest()
    (folder / DIGEST).write_bytes(digest_line(digest))
    return digest


def digest_line(digest: str) -> bytes:
    """Return what stands in the file of a manifest's digest, as `sha256sum -c` reads it."""
    return f"{digest}  {NAME}\n".encode()


def read(folder: Path) -> Manifest:
    """Return the manifest of a backup; DamagedBackupError when it was changed."""
    try:
        data = (folder / NAME).read_bytes()
        digest = (folder / DIGEST).read_bytes()
    except OSError as error:
        raise DamagedBackupError(
            f"{folder.name}: its manifest cannot be read ({error})."
        ) from error
    if digest_line(sha256(data).hexdigest()) != digest:
        raise DamagedBackupError(
            f"{folder.name}: {NAME} was changed after the backup was made. "
            "Move its folder away to restore another one."
        )
    facts = json.loads(data)
    if facts["format"] != FORMAT:
        raise BackupError(f"{folder.name}: this release does not read form {facts['format']}.")
    if "own" in facts:  # the name of the files in backups of before the first release
        facts["files"] = facts.pop("own")
    return Manifest(**facts)


def verify(root: Path, folder: Path, manifest: Manifest) -> None:
    """Work out every SHA-256 anew; raise DamagedBackupError with the first files that differ."""
    wrong = [name for name, digest in manifest.files.items() if _digest(folder / name) != digest]
    wrong += [
        name
        for name, digest in manifest.pooled.items()
        if _digest(pool_place(root, digest)) != digest
    ]
    if wrong:
        names = ", ".join(sorted(wrong)[:5])
        raise DamagedBackupError(
            f"{folder.name} is refused: {len(wrong)} of its files are missing or were changed "
            f"({names}). Take an earlier backup, or the copy at the other place."
        )


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file."""
    digest = sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _digest(path):
    try:
        return digest_of(path)
    except OSError:
        return None


def pool_place(root: Path | str, digest: str) -> Path:
    """Return where the pool of a backups' folder keeps a content."""
    return Path(root) / POOL / digest[:2] / digest
