"""Writing files so that each is there with all its bytes or not at all, also after a power cut."""

import os
import tempfile
from contextlib import suppress
from pathlib import Path
from time import time

from django.core.files import File

INCOMING = "incoming"
"""The folder of a store in which files lie while they are written."""
ABANDONED_SECONDS = 24 * 60 * 60


def write_whole(
    root: str | os.PathLike[str],
    target: str | os.PathLike[str],
    content: File,
    *,
    file_mode: int,
    folder_mode: int,
) -> None:
    """Write a Django file to `target` below the folder `root`, in place of what is there.

    Raises OSError when the disk refuses, and leaves nothing behind then. What a process left that
    was killed while writing is removed a day later.
    """
    root, target = Path(root), Path(target)
    make_folders(root / INCOMING, folder_mode)
    make_folders(target.parent, folder_mode)
    _remove_abandoned(root / INCOMING)
    number, name = tempfile.mkstemp(dir=root / INCOMING)
    partial = Path(name)
    try:
        with os.fdopen(number, "wb") as file:
            for chunk in content.chunks():
                file.write(chunk)
            file.flush()
            os.fsync(number)
        partial.chmod(file_mode)
        partial.replace(target)
    except BaseException:
        with suppress(OSError):
            partial.unlink(missing_ok=True)
        raise
    _keep_folder(target.parent)


def make_folders(folder: Path, mode: int) -> None:
    """Make a folder and those above it, so that they are still there after a power cut."""
    if folder.is_dir():
        return
    make_folders(folder.parent, mode)
    folder.mkdir(mode=mode, exist_ok=True)
    _keep_folder(folder.parent)


def _keep_folder(folder):
    """Let the disk keep what a folder lists; a rename alone lies in memory only."""
    number = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def _remove_abandoned(incoming):
    for path in incoming.iterdir():
        with suppress(OSError):  # another process was quicker, or it goes next time
            if time() - path.stat().st_mtime > ABANDONED_SECONDS:
                path.unlink()
