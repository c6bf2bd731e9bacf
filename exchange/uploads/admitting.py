"""What may be uploaded for importing, and what is done with each kind of file."""

from pathlib import PurePosixPath
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from core.files.admission import admitted, check_name
from core.files.virus_scanner import scan
from exchange.models import Upload

LARGEST = 20 * 1024 * 1024
PLAIN = frozenset({"txt", "md", "csv"})
TEXTS = frozenset({"txt", "md", "docx", "doc", "wps", "pdf"})
TABLES = frozenset({"xlsx"})
CATALOGUES = frozenset({"xlsx", "csv"})
KINDS = {
    Upload.Kind.TEXT: TEXTS,
    Upload.Kind.WORKBOOK: TABLES,
    Upload.Kind.CATALOGUE: CATALOGUES,
}


def ending_of(name: str) -> str:
    """Return a file name's ending in small letters, without the dot."""
    return PurePosixPath(name).suffix.lstrip(".").lower()


def kind_of(name: str) -> str:
    """Return what is done with a file of this name in the upload of guides."""
    return Upload.Kind.WORKBOOK if ending_of(name) in TABLES else Upload.Kind.TEXT


def admit(file: Any, kind: str) -> bytes:
    """Return the bytes of an uploaded file; ValidationError with words for what may not come in."""
    ending = ending_of(file.name)
    kinds = KINDS[Upload.Kind(kind)]
    if ending not in kinds:
        message = _("Files of this kind are not read here. These are: %(kinds)s.")
        raise ValidationError(message % {"kinds": " ".join(sorted(kinds))}, code="ending")
    if ending not in PLAIN:
        return admitted(file, file.name, kinds=kinds, limit=LARGEST).read()
    check_name(file.name)
    if not 0 < file.size <= LARGEST:
        raise ValidationError(_("The file is empty or larger than 20 MB."), code="size")
    scan(file)
    file.seek(0)
    data = file.read()
    if b"\x00" in data:
        raise ValidationError(_("The file is no text: save it as UTF-8."), code="text")
    return data
