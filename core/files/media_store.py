"""Where pictures lie (`MEDIA_ROOT`): as Django keeps them, but whole or not at all."""

import logging
import os
from contextlib import suppress
from pathlib import Path

from django.core.files.storage import FileSystemStorage
from django.utils.deconstruct import deconstructible

from core.files.whole_files import make_folders, write_whole

log = logging.getLogger(__name__)


@deconstructible
class MediaStore(FileSystemStorage):
    """The store of pictures and their smaller versions (图片)."""

    def delete(self, name: str) -> None:
        """Delete a file; one that the disk does not let go stays, since its row is gone already."""
        try:
            super().delete(name)
        except OSError as error:
            log.warning("%s stays on the disk: %s", name, error)

    def _save(self, name, content):
        name = self._reserved(name)
        target = Path(self.path(name))
        try:
            write_whole(
                self.location,
                target,
                content,
                file_mode=self.file_permissions_mode or 0o644,
                folder_mode=self.directory_permissions_mode or 0o755,
            )
        except BaseException:
            with suppress(OSError):
                target.unlink(missing_ok=True)
            raise
        return name

    def _reserved(self, name):
        """Return a name that nobody has, now as an empty file of ours."""
        make_folders(Path(self.path(name)).parent, self.directory_permissions_mode or 0o755)
        while True:
            try:
                os.close(os.open(self.path(name), os.O_CREAT | os.O_EXCL, 0o600))
            except FileExistsError:
                name = self.get_available_name(name)
            else:
                return name
