"""An upload begins: read at once, or left to the worker."""

from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from core.import_report import RefusedError
from core.models import Department
from exchange.importing.proposing import remembered, unknown_columns
from exchange.models import Upload
from exchange.reading.files import UnreadableError
from exchange.uploads.bytes_as_file import as_file
from exchange.uploads.texts import is_read_at_once, read_pasted, read_upload


def start_file(user: Any, department: Department, name: str, kind: str, content: bytes) -> Upload:
    """Return the new upload of a file of guides."""
    upload = Upload(
        kind=kind,
        state=Upload.State.WAITING,
        name=name[:255],
        by=user,
        department=department if kind == Upload.Kind.TEXT else None,
        content=content,
    )
    if kind == Upload.Kind.TEXT and is_read_at_once(name, len(content)):
        read_upload(upload)
    else:
        upload.save()
    return upload


def start_text(user: Any, department: Department, text: str) -> Upload:
    """Return the new upload of a pasted text; raises UnreadableError for one without words."""
    if not text.strip():
        raise UnreadableError(_("There is no text in the file."))
    first = next(line.strip() for line in text.splitlines() if line.strip())
    upload = Upload(
        kind=Upload.Kind.TEXT,
        state=Upload.State.CORRECTING,
        name=first[:60],
        by=user,
        department=department,
        content=b"",
    )
    read_pasted(upload, text)
    return upload


def start_catalogue(user: Any, name: str, content: bytes, extent: str) -> Upload:
    """Return the new upload of a catalogue; its unknown columns are first to be assigned."""
    upload = Upload(
        kind=Upload.Kind.CATALOGUE,
        state=Upload.State.WAITING,
        name=name[:255],
        by=user,
        content=content,
        extent=extent,
    )
    columns = remembered()
    try:
        with as_file(content, name) as path:
            unknown = unknown_columns(Path(path), columns)
    except RefusedError as error:
        upload.state = Upload.State.FAILED
        upload.message = "；".join(str(reason) for _place, reason in error.problems)
        unknown = []
    upload.columns = columns
    if unknown:
        upload.state = Upload.State.MAPPING
        upload.reading = {"columns": [one.as_json() for one in unknown]}
    upload.save()
    return upload
