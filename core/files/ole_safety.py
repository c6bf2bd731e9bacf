"""What may lie in a file of the old Office formats (.doc, .xls), whether uploaded or embedded."""

from typing import Any

import olefile
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

MAIN_STREAMS = {
    "doc": {"worddocument"},
    "wps": {"worddocument"},
    "xls": {"workbook", "book"},
}
MACROS = frozenset({"_vba_project", "_vba_project_cur", "vba"})
LOCKED = frozenset({"encryptedpackage", "encryptioninfo"})
PACKAGE = "\x01ole10native"
FILE_PASS = b"\x2f\x00"


def check_ole(file: Any, ending: str | None = None) -> None:
    """Raise ValidationError for macros, a password, or a file packed into an open OLE file.

    With an ending the file must be of that kind: installers and mails are OLE files as well.
    """
    file.seek(0)
    try:
        with olefile.OleFileIO(file) as container:
            _check_parts(container, ending)
    except (OSError, ValueError, IndexError, AttributeError, TypeError) as error:
        raise ValidationError(_("The file is damaged."), code="damaged") from error
    finally:
        file.seek(0)


def _check_parts(container, ending):
    parts = {step.lower() for path in container.listdir(storages=True) for step in path}
    if parts & MACROS:
        raise ValidationError(
            _("Files with macros are not accepted: save it without macros."), code="macros"
        )
    if parts & LOCKED or _has_password(container):
        raise ValidationError(
            _("The file is locked with a password: take the password off first."), code="locked"
        )
    if PACKAGE in parts:
        raise ValidationError(
            _("Another file is packed into this one: upload it by itself."), code="package"
        )
    if ending and not parts & MAIN_STREAMS[ending]:
        raise ValidationError(_("The content does not fit the file's ending."), code="signature")


def _has_password(container):
    """Return whether Word's flag or Excel's record at the start says that the text is encrypted."""
    if container.exists("WordDocument"):
        start = container.openstream("WordDocument").read(12)
        return len(start) == 12 and bool(start[11] & 0x01)
    for name in ("Workbook", "Book"):
        if container.exists(name):
            return _second_record(container.openstream(name).read(64)) == FILE_PASS
    return False


def _second_record(start):
    """Return the type of the record behind Excel's first one, each with its length before it."""
    after_first = 4 + int.from_bytes(start[2:4], "little")
    return start[after_first : after_first + 2]
