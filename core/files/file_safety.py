"""What may be uploaded: names, sizes and contents of files, checked by their bytes."""

import unicodedata
import zipfile
import zlib
from pathlib import PurePosixPath

from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from core.files.image_safety import check_picture

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
    "xls": OLE,
    "xlsx": ZIP,
    "zip": ZIP,
}
"""The first bytes of each kind; what is not listed is refused whatever the settings allow."""
PARTS = {"docx": "word/", "xlsx": "xl/", "ofd": "OFD.xml"}
PICTURES = {"jpeg", "jpg", "png"}
MAX_ENTRIES = 5_000
MAX_UNPACKED = 200 * 1024 * 1024  # bytes
# Control, format (bidirectional overrides hide a file's real ending), surrogate, private use.
UNWANTED = {"Cc", "Cf", "Cs", "Co"}


def check_name(name):
    """Raise ValidationError for a name with control or direction characters, or a path in it."""
    if any(unicodedata.category(char) in UNWANTED for char in name):
        raise ValidationError(_("The name holds control characters."), code="control_character")
    if "/" in name or "\\" in name:
        raise ValidationError(_("The name holds a path."), code="path")


def check_file(file, name):
    """Raise ValidationError when a file may not be kept; `file` is open, and left at its start."""
    check_name(name)
    ending = PurePosixPath(name).suffix.lstrip(".").lower()
    if ending not in settings.WAGTAILDOCS_EXTENSIONS or ending not in SIGNATURES:
        raise ValidationError(_("Files of this kind are not accepted."), code="ending")
    _check_size(file)
    file.seek(0)
    if not file.read(8).startswith(SIGNATURES[ending]):
        raise ValidationError(_("The content does not fit the file's ending."), code="signature")
    if SIGNATURES[ending] == ZIP:
        _check_archive(file, ending)
    elif ending in PICTURES:
        check_picture(file)
    file.seek(0)


def _check_size(file):
    limit = settings.WAGTAILDOCS_MAX_UPLOAD_SIZE
    if file.size == 0:
        raise ValidationError(_("The file is empty."), code="empty")
    if file.size > limit:
        message = _("The file is larger than %(limit)s.")
        raise ValidationError(message, code="size", params={"limit": filesizeformat(limit)})


def _check_archive(file, ending):
    """Refuse bombs by what the archive says of itself, then what it says by unpacking it."""
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
            _check_entries(entries, ending)
            if archive.testzip() is not None:
                raise zipfile.BadZipFile
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError) as error:
        raise ValidationError(_("The archive is damaged or locked."), code="archive") from error


def _check_entries(entries, ending):
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MAX_ENTRIES or unpacked > MAX_UNPACKED:
        raise ValidationError(_("The archive unpacks to too much."), code="bomb")
    names = [entry.filename for entry in entries]
    if any(name.startswith(("/", "\\")) or ".." in name.split("/") for name in names):
        raise ValidationError(_("The archive leads outside itself."), code="path")
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise ValidationError(_("Files with macros are not accepted."), code="macros")
    part = PARTS.get(ending)
    if part and not any(name.startswith(part) for name in names):
        raise ValidationError(_("The content does not fit the file's ending."), code="signature")
