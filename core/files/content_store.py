"""Content-addressed storage: a file lies under the SHA-256 of its bytes, never overwritten."""

import hashlib
from pathlib import PurePosixPath
from typing import Any

from django.conf import settings
from django.core.files import File
from django.core.files.storage import FileSystemStorage
from django.utils.deconstruct import deconstructible

from core.files.whole_files import write_whole


@deconstructible
class ContentStore(FileSystemStorage):
    """Private store of files by content; equal bytes are kept once, and nothing is deleted.

    A file may be named by a Submission or a filed version long after its document row is gone,
    so deleting a row leaves the bytes; cleaning up is an operator's job with the register at hand.
    """

    def __init__(self):
        super().__init__(location=settings.CONTENT_STORE_ROOT, base_url=None)

    def save(self, name: Any, content: Any, max_length: int | None = None) -> str:
        """Keep a file's bytes; return its path `ab/cd/<sha256>`.

        The path appears with all bytes or not at all, also when two people upload the same file.
        Raises OSError when the disk is full or read-only.
        """
        path = path_for(sha256_of(content))
        if not self.exists(path):
            write_whole(
                self.location,
                self.path(path),
                content,
                file_mode=self.file_permissions_mode or 0o644,
                folder_mode=self.directory_permissions_mode or 0o755,
            )
        return path

    def delete(self, name: str) -> None:
        """Do nothing: see the class."""


def sha256_of(content: File) -> str:
    """Return the SHA-256 of a Django file as 64 hexadecimal digits; leaves it at its start."""
    digest = hashlib.sha256()
    content.seek(0)
    for chunk in content.chunks():
        digest.update(chunk)
    content.seek(0)
    return digest.hexdigest()


def path_for(sha256: str) -> str:
    """Return the path of a content in the store."""
    return str(PurePosixPath(sha256[:2], sha256[2:4], sha256))
