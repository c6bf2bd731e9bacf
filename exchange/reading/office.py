"""Older Word and WPS files, converted by LibreOffice where it is installed."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from core.files.ole_safety import check_ole
from exchange.reading.errors import UnreadableError

PROGRAMS = ("soffice", "libreoffice")
SECONDS = 90


@contextmanager
def as_docx(path: Path) -> Iterator[Path]:
    """Yield the .docx that LibreOffice makes of a file; raises UnreadableError without it.

    It runs with a profile of its own, without macros, and is ended after 90 s.
    """
    program = next((found for name in PROGRAMS if (found := shutil.which(name))), None)
    if program is None:
        message = _(
            "LibreOffice is needed to read %(kind)s: save the file as .docx, or ask the operator "
            "to install it."
        )
        raise UnreadableError(message % {"kind": path.suffix})
    _check(path)
    with TemporaryDirectory(prefix="guides-office-") as folder:
        # The name that a person gave is no argument of a program.
        copy = Path(folder) / f"source{path.suffix.lower()}"
        shutil.copyfile(path, copy)
        line = [
            program,
            f"-env:UserInstallation=file://{folder}/profile",
            "--headless",
            "--norestore",
            "--convert-to",
            "docx:MS Word 2007 XML",
            "--outdir",
            f"{folder}/made",
            str(copy),
        ]
        try:
            subprocess.run(line, timeout=SECONDS, check=True, capture_output=True)  # noqa: S603
        except (subprocess.SubprocessError, OSError) as error:
            raise UnreadableError(
                _("The file could not be converted: save it as .docx.")
            ) from error
        made = Path(folder) / "made" / "source.docx"
        if not made.exists():
            raise UnreadableError(_("The file could not be converted: save it as .docx."))
        yield made


def _check(path: Path) -> None:
    """Refuse what hides programs in an older document."""
    try:
        with path.open("rb") as file:
            check_ole(file, "doc")
    except ValidationError as error:
        raise UnreadableError(error.messages[0]) from error
