"""Parts of a file (RFC 9110, 14): a broken download goes on, a viewer opens the page it needs.

One range is answered; who asks for several gets the whole file, as the standard allows.
"""

import re
from collections.abc import Iterator
from typing import BinaryIO

from django.http import HttpRequest

ONE_RANGE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})", re.IGNORECASE)
STEP = 64 * 1024


class OutsideOfFileError(Exception):
    """A range that begins behind the end of the file."""


def requested_range(request: HttpRequest, size: int, etag: str) -> tuple[int, int] | None:
    """Return (first, last) byte that a request asks for, or None for the whole file.

    Raises OutsideOfFileError when there is no such part.
    """
    found = ONE_RANGE.fullmatch(request.headers.get("Range", "").strip())
    if request.method != "GET" or not found or not any(found.groups()):
        return None
    if request.headers.get("If-Range", etag) != etag:
        return None
    first, last = _ends(found[1], found[2], size)
    if first >= size or last < 0:
        raise OutsideOfFileError
    return (first, min(last, size - 1)) if first <= last else None


def _ends(first, last, size):
    if first:
        return int(first), int(last) if last else size - 1
    length = int(last)  # so many of the last bytes
    return max(size - length, 0), size - 1 if length else -1


def read_part(file: BinaryIO, first: int, last: int) -> Iterator[bytes]:
    """Yield the bytes of a file from the first to the last one, and close it."""
    with file:
        file.seek(first)
        left = last + 1 - first
        while left > 0 and (step := file.read(min(STEP, left))):
            left -= len(step)
            yield step
