"""What may lie in an archive (.zip, .docx, .xlsx, .ofd), and in the archives inside it."""

import lzma
import re
import tempfile
import unicodedata
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.files.ole_safety import MAIN_STREAMS, check_ole

MAX_ENTRIES = 5_000
MAX_UNPACKED = 200 * 1024 * 1024  # bytes
MAX_DEPTH = 3
"""A .zip of Word files that hold worksheets is three archives deep."""
CHUNK = 256 * 1024
PARTS = {"docx": "word/", "xlsx": "xl/", "pptx": "ppt/", "ofd": "OFD.xml"}
ENCRYPTED = 0x1
LINK_BITS, SYMLINK = 0o170000, 0o120000
UNSEEN = frozenset({"Cc", "Cf", "Cs"})

PROGRAM_ENDINGS = frozenset({
    "apk", "app", "appx", "bat", "chm", "cmd", "com", "cpl", "deb", "dll", "dmg", "docm", "dotm",
    "elf", "exe", "gadget", "hta", "inf", "ins", "jar", "js", "jse", "lnk", "mht", "msc", "msi",
    "msp", "mst", "ocx", "pif", "pkg", "potm", "ppam", "ppsm", "pptm", "ps1", "psm1", "py", "reg",
    "rpm", "scf", "scr", "sct", "sh", "sys", "url", "vb", "vbe", "vbs", "ws", "wsc", "wsf", "wsh",
    "xlam", "xlsb", "xlsm", "xltm", "xll",
})  # fmt: skip
"""Endings of what runs, or makes something run, when somebody opens it."""
WEB_ENDINGS = frozenset({"htm", "html", "shtml", "svg", "swf", "xht", "xhtml"})
"""What a browser would run; in a Word file it is a drawing or a quotation."""
PROGRAM_STARTS = (
    b"MZ",
    b"\x7fELF",
    b"#!",
    b"\xca\xfe\xba\xbe",
    b"\xcf\xfa\xed\xfe",
    b"\xce\xfa\xed\xfe",
    b"\xfe\xed\xfa\xce",
    b"\xfe\xed\xfa\xcf",
    b"dex\n",
    b"ITSF",
    b"L\x00\x00\x00\x01\x14\x02\x00",
)
"""Programs of Windows, Linux, Java, macOS (both orders of bytes), Android; scripts, help, links."""
PACKED_STARTS = (
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x1f\x8b",
    b"BZh",
    b"\xfd7zXZ",
    b"\x28\xb5\x2f\xfd",
    b"MSCF",
)
"""Archives that we cannot look into: rar, 7z, gzip, bzip2, xz, zstd, cabinets."""
PACKED_PICTURES = (".emz", ".wmz")
"""Drawings of Office, which are packed with gzip."""
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = (b"PK\x03\x04", b"PK\x05\x06")
MACRO_PARTS = re.compile(r"vbaproject|vbadata|macrosheets/", re.IGNORECASE)
LEADING_OUT = re.compile(
    rb"<Relationship\b(?=[^>]*TargetMode\s*=\s*[\"']External)"
    rb"(?=[^>]*/(?:attachedTemplate|oleObject|frame|subDocument)[\"'])"
)
"""A part that Office would fetch and run from elsewhere when the file is opened."""
ENTITY = b"<!ENTITY"
MARKUP = frozenset({"xml", "rels"})
OVERLAP = 4_096
"""As much of one chunk is looked at again with the next: no reference is longer."""
TAR_PLACE, TAR = 257, b"ustar"
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
    ValueError,
)


@dataclass
class _Budget:
    """How much a whole upload may still unpack to, whatever lies in whatever."""

    entries: int = MAX_ENTRIES
    unpacked: int = MAX_UNPACKED

    def spend(self, entries: Sequence[zipfile.ZipInfo]) -> None:
        self.entries -= len(entries)
        self.unpacked -= sum(entry.file_size for entry in entries)
        if self.entries < 0 or self.unpacked < 0:
            raise ValidationError(_("The archive unpacks to too much."), code="bomb")


def check_archive(file: Any, ending: str, *, unpacked: int = MAX_UNPACKED) -> None:
    """Raise ValidationError for an open archive that holds what may not come in.

    `unpacked` is the most it may unpack to, in bytes. The file is left at its start.
    """
    _check(file, ending, _Budget(unpacked=unpacked), depth=1)
    file.seek(0)


def _check(file, ending, budget, depth):
    if depth > MAX_DEPTH:
        raise ValidationError(_("Archives lie too deep inside each other."), code="nested")
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
            # By what the archive says of itself first, then by what comes out of it.
            budget.spend(entries)
            _check_names(entries, ending)
            for entry in entries:
                if entry.file_size or not entry.is_dir():
                    _check_entry(archive, entry, ending, budget, depth)
    except BROKEN as error:
        raise ValidationError(_("The archive is damaged."), code="archive") from error


def _check_names(entries, ending):
    names = [entry.filename for entry in entries]
    refused = PROGRAM_ENDINGS | (WEB_ENDINGS if ending == "zip" else frozenset())
    begins_late = min((entry.header_offset for entry in entries), default=0) > 0
    if len(set(names)) < len(names) or begins_late:  # another archive hides before or in this one
        raise ValidationError(_("The archive is damaged."), code="archive")
    for entry in entries:
        if entry.flag_bits & ENCRYPTED:
            raise ValidationError(
                _("The archive is locked with a password: take the password off first."),
                code="locked",
            )
        if _leads_outside(entry):
            raise ValidationError(_("The archive leads outside itself."), code="path")
        if MACRO_PARTS.search(entry.filename):
            raise _macros()
        if ending_of(entry.filename) in refused:
            raise _program(entry)
    part = PARTS.get(ending)
    if part and not any(name.startswith(part) for name in names):
        raise ValidationError(_("The content does not fit the file's ending."), code="signature")


def _leads_outside(entry):
    """Return whether a name goes up or to another place, hides something, or is a link."""
    name = entry.filename.replace("\\", "/")
    return (
        name.startswith("/")
        or ".." in name.split("/")
        or ":" in name
        or any(unicodedata.category(char) in UNSEEN for char in name)
        or entry.external_attr >> 16 & LINK_BITS == SYMLINK
    )


def ending_of(name: str) -> str:
    """Return the ending of a name as Windows takes it, which drops blanks and dots at its end."""
    return name.rstrip(". ").rpartition(".")[2].lower()


def _check_entry(archive, entry, ending, budget, depth):
    """Read one entry to its end: its checksum must hold, and its bytes must be harmless."""
    with archive.open(entry) as packed, tempfile.SpooledTemporaryFile(CHUNK * 8) as content:
        start = packed.read(CHUNK)
        _check_start(start, entry)
        nested = start.startswith((*ZIP, OLE))
        is_markup = ending_of(entry.filename) in MARKUP and ending in PARTS
        before, chunk = b"", start
        while chunk:
            if is_markup:
                _check_markup(before + chunk, entry)
                before = chunk[-OVERLAP:]
            if nested:
                content.write(chunk)
            chunk = packed.read(CHUNK)
        if nested:
            _check_nested(content, start, ending_of(entry.filename), budget, depth)


def _check_start(start, entry):
    if start.startswith(PROGRAM_STARTS):
        raise _program(entry)
    is_packed = start.startswith(PACKED_STARTS) or start[TAR_PLACE:].startswith(TAR)
    if is_packed and not entry.filename.lower().endswith(PACKED_PICTURES):
        raise ValidationError(
            _("“%(name)s” is packed in a way that cannot be looked into: pack it as .zip."),
            code="packed",
            params={"name": entry.filename},
        )


def _check_markup(text, entry):
    """Refuse markup that multiplies itself, or makes Office fetch a part from elsewhere."""
    text = text.replace(b"\0", b"")  # in UTF-16 every other byte
    if ENTITY in text:
        raise ValidationError(_("The archive unpacks to too much."), code="bomb")
    if LEADING_OUT.search(text):
        raise ValidationError(
            _("“%(name)s” refers to something outside the file: save it without."),
            code="outside",
            params={"name": entry.filename},
        )


def _check_nested(content, start, ending, budget, depth):
    if start.startswith(OLE):
        check_ole(content, ending if ending in MAIN_STREAMS else None)
    else:
        _check(content, ending if ending in PARTS else "zip", budget, depth + 1)


def _macros():
    return ValidationError(
        _("Files with macros are not accepted: save it without macros."), code="macros"
    )


def _program(entry):
    return ValidationError(
        _("The archive holds a program (%(name)s). Take it out, then upload the archive again."),
        code="program",
        params={"name": entry.filename},
    )
