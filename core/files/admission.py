"""The one door of every upload: what may come in, by its name, its size and its bytes.

Files and pictures of departments, portraits, and what imports read come through here. A file is
kept as it came, a picture written anew without what a camera or a prankster put into it.
"""

import unicodedata
from collections.abc import Collection
from pathlib import Path, PurePosixPath
from typing import Any

from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from core.files.archive_safety import MAX_UNPACKED, check_archive
from core.files.image_safety import written_anew
from core.files.ole_safety import check_ole
from core.files.virus_scanner import scan

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK\x03\x04"
SIGNATURES = {
    "doc": OLE,
    "docx": ZIP,
    "jpeg": b"\xff\xd8\xff",
    "jpg": b"\xff\xd8\xff",
    "ofd": ZIP,
    "pdf": b"%PDF-",
    "png": b"\x89PNG\r\n\x1a\n",
    "webp": b"RIFF",
    "wps": OLE,
    "xls": OLE,
    "xlsx": ZIP,
    "zip": ZIP,
}
"""The first bytes of each kind; what is not listed is refused whatever the settings allow."""
PICTURES = frozenset({"jpeg", "jpg", "png", "webp"})
USUAL_RATIO = 20
"""Workbooks unpack to ten times their bytes; a catalogue may have a hundred million of them."""
# Control, format (bidirectional overrides hide a file's real ending), surrogate, private use.
UNWANTED = {"Cc", "Cf", "Cs", "Co"}


def check_name(name: str) -> None:
    """Raise ValidationError for a name with control or direction characters, or a path in it."""
    if any(unicodedata.category(char) in UNWANTED for char in name):
        raise ValidationError(_("The name holds control characters."), code="control_character")
    if "/" in name or "\\" in name:
        raise ValidationError(_("The name holds a path."), code="path")


def admitted(file: Any, name: str, *, kinds: Collection[str], limit: int) -> Any:
    """Return what is to be kept of an open file: a picture written anew, another file as it came.

    `kinds` are endings without a dot, `limit` is in bytes. Raises ValidationError for what may not
    come in, and when the virus scanner that is configured does not answer.
    """
    check_name(name)
    ending = PurePosixPath(name).suffix.lstrip(".").lower()
    if ending not in kinds or ending not in SIGNATURES:
        raise ValidationError(
            _("Files of this kind are not accepted. These are: %(kinds)s."),
            code="ending",
            params={"kinds": " ".join(sorted(set(kinds) & set(SIGNATURES)))},
        )
    _check_size(file, limit)
    _check_content(file, ending)
    scan(file)
    file.seek(0)
    return written_anew(file, name) if ending in PICTURES else file


def check_import(path: Path, ending: str) -> None:
    """Raise ValidationError when an import may not open the workbook or document at a path.

    An import runs on the server, so that a file may be large; what lies in it is looked at
    as in any upload.
    """
    unpacked = max(MAX_UNPACKED, USUAL_RATIO * path.stat().st_size)
    with path.open("rb") as file:
        check_archive(file, ending, unpacked=unpacked)
        scan(file)


def _check_size(file, limit):
    if file.size == 0:
        raise ValidationError(_("The file is empty."), code="empty")
    if file.size > limit:
        message = _("The file is larger than %(limit)s.")
        raise ValidationError(message, code="size", params={"limit": filesizeformat(limit)})


def _check_content(file, ending):
    file.seek(0)
    if not file.read(8).startswith(SIGNATURES[ending]):
        raise ValidationError(_("The content does not fit the file's ending."), code="signature")
    file.seek(0)
    if SIGNATURES[ending] == ZIP:
        check_archive(file, ending)
    elif SIGNATURES[ending] == OLE:
        check_ole(file, ending)
