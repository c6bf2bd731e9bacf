"""Errors of a disk that is full, read-only or broken, as the operating system reports them."""

import errno
from typing import Any

from django.utils.translation import gettext_lazy as _

FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
DISK_FAULTS = FULL | {errno.EACCES, errno.EIO, errno.EPERM, errno.EROFS, errno.ESTALE}
IS_FULL = _(
    "The server's disk is full, so the file was not stored. Please ask the system's administrator "
    "to make room, then upload it again; what else you typed here is still there."
)
TAKES_NOTHING = _(
    "The server's storage takes nothing at the moment, so the file was not stored. Please tell the "
    "system's administrator, and upload it again later; what else you typed here is still there."
)


def is_disk_fault(error: BaseException | None) -> bool:
    """Return whether an exception says that a file cannot be written, whatever is in it."""
    return isinstance(error, OSError) and error.errno in DISK_FAULTS


def refusal_of(error: OSError) -> Any:
    """Return the sentence for a person whose file an OSError kept from being stored."""
    return IS_FULL if error.errno in FULL else TAKES_NOTHING
