"""Content-addressed storage: a file lies under the SHA-256 of its bytes, never overwritten."""

import hashlib
import os
import tempfile
from pathlib import Path, PurePosixPath

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.utils.deconstruct import deconstructible


@deconstructible
class ContentStore(FileSystemStorage):
    """Private store of files by content; equal bytes are kept once, and nothing is deleted.

    A file may be named by a Submission or a filed version long after its document row is gone,
    so deleting a row leaves the bytes; cleaning up is an operator's job with the register at hand.
    """

    def __init__(self):
        super().__init__(location=settings.CONTENT_STORE_ROOT, base_url=None)

    def save(self, name, content, max_length=None):
        """Keep a file's bytes; gives its path `ab/cd/<sha256>`.

        The path appears with all bytes or not at all, also when two people upload the same file.
        """
        path = path_for(sha256_of(content))
        if not self.exists(path):
            self._write(Path(self.path(path)), content)
        return path

    def delete(self, name):
        """Do nothing: see the class."""

    def _write(self, target, content):
        mode = self.directory_permissions_mode or 0o777
        for folder in (target.parent.parent.parent, target.parent.parent, target.parent):
            folder.mkdir(mode=mode, parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=target.parent, delete=False) as partial:
            for chunk in content.chunks():
                partial.write(chunk)
            partial.flush()
            os.fsync(partial.fileno())
        Path(partial.name).chmod(self.file_permissions_mode or 0o644)
        Path(partial.name).replace(target)


def sha256_of(content):
    """Return the SHA-256 of a Django file as 64 hexadecimal digits; leaves it at its start."""
    digest = hashlib.sha256()
    content.seek(0)
    for chunk in content.chunks():
        digest.update(chunk)
    content.seek(0)
    return digest.hexdigest()


def path_for(sha256):
    """Return the path of a content in the store."""
    return str(PurePosixPath(sha256[:2], sha256[2:4], sha256))
