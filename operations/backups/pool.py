"""Files that never change once they are there: kept once for all backups, by their SHA-256."""

import os
import shutil
from pathlib import Path

from django.conf import settings

from operations.backups.manifest import Manifest, digest_of, pool_place

CONTENT, MEDIA = "content", "media"
TEMPORARY = {"incoming"}
DIGITS = 64


def sources() -> dict[str, Path]:
    """Return {prefix: folder} of what people uploaded and what is published."""
    return {CONTENT: Path(settings.CONTENT_STORE_ROOT), MEDIA: Path(settings.MEDIA_ROOT)}


def keep_all(root: Path) -> tuple[dict[str, str], int, int]:
    """Bring every upload and published file into the pool.

    Return ({path: SHA-256}, bytes of all, how many were new). A file that is gone meanwhile is one
    that its own request took back.
    """
    kept, size, fresh = {}, 0, 0
    for prefix, folder in sources().items():
        for path in _files(folder):
            try:
                digest = _known_digest(root, prefix, path) or digest_of(path)
                fresh += _keep(root, path, digest)
                size += path.stat().st_size
            except FileNotFoundError:
                continue
            kept[f"{prefix}/{path.relative_to(folder).as_posix()}"] = digest
    return kept, size, fresh


def lay_out(root: Path, manifest: Manifest, into: Path) -> None:
    """Lay a manifest's files where a restored site looks for them."""
    for name, digest in manifest.pooled.items():
        target = into / name
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        shutil.copyfile(pool_place(root, digest), target)
    for prefix in sources():
        (into / prefix).mkdir(mode=0o700, exist_ok=True)


def _files(folder):
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not TEMPORARY & set(path.relative_to(folder).parts[:-1]):
            yield path


def _known_digest(root, prefix, path):
    """Return the SHA-256 that a content-addressed file has by its name, once the pool has it.

    Before that its bytes are looked at: one that a failing disk has changed goes in as what it is,
    so that it spoils no backup, and inspections find it.
    """
    is_named_by_content = prefix == CONTENT and len(path.name) == DIGITS
    return path.name if is_named_by_content and pool_place(root, path.name).exists() else None


def _keep(root, path, digest):
    """Copy one file into the pool unless it is there; return whether it was copied."""
    target = pool_place(root, digest)
    if target.exists() and target.stat().st_size == path.stat().st_size:
        return False
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    partial = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        shutil.copyfile(path, partial)
        with partial.open("rb") as file:
            os.fsync(file.fileno())
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)
    return True
