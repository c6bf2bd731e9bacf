"""Errors of a disk that is full, read-only or broken, as the operating system reports them."""

import errno

DISK_FAULTS = frozenset({
    errno.EACCES, errno.EDQUOT, errno.EIO, errno.ENOSPC, errno.EPERM, errno.EROFS, errno.ESTALE,
})  # fmt: skip


def is_disk_fault(error):
    """Return whether an exception says that a file cannot be written, whatever is in it."""
    return isinstance(error, OSError) and error.errno in DISK_FAULTS
