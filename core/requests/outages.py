"""What an unexpected error means for the person who waits: a service is away, a disk is full, or
the program is wrong."""

from http import HTTPStatus

from django.db import DatabaseError, InterfaceError, OperationalError

from core.files.disk_faults import is_disk_fault

RETRY_SECONDS = 10
DISK_FULL = "53100"
"""PostgreSQL's `disk_full`."""
SQLITE_DISK = ("SQLITE_FULL", "SQLITE_IOERR", "SQLITE_READONLY")


def status_of(error: BaseException | None) -> HTTPStatus:
    """Return the HTTP status of an unexpected error: 507, 503, or 500 when it is our own fault."""
    if is_disk_fault(error) or (isinstance(error, DatabaseError) and _is_full(error.__cause__)):
        return HTTPStatus.INSUFFICIENT_STORAGE
    if isinstance(error, OperationalError | InterfaceError):
        return HTTPStatus.SERVICE_UNAVAILABLE
    return HTTPStatus.INTERNAL_SERVER_ERROR


def _is_full(driver_error):
    name = getattr(driver_error, "sqlite_errorname", "")
    return getattr(driver_error, "sqlstate", "") == DISK_FULL or name.startswith(SQLITE_DISK)
