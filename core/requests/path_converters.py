"""What the parts of an address may be: anything else is no address, and answered with 404.

Route by route: `<guide_code:code>`, `<version_number:number>`, `<content_hash:sha256>`,
`<file_name:name>`, `<filing_number:number>`; and `<int:…>`, here and in Wagtail, stops where keys
of a database stop.
"""

from django.urls import register_converter
from django.urls.converters import IntConverter, StringConverter

GUIDE_CODE = r"[0-9A-Za-z][0-9A-Za-z._~-]{0,119}"
LONGEST_FILING_NUMBER = 100
VERSION_NUMBER = r"[1-9][0-9]{0,8}"


class GuideCodeConverter(StringConverter):
    """The code (编号) of a guide or manual."""

    regex = GUIDE_CODE


class VersionNumberConverter(IntConverter):
    """The number of a filed version, from 1."""

    regex = VERSION_NUMBER


class ContentHashConverter(StringConverter):
    """The SHA-256 of a file, as 64 hexadecimal digits."""

    regex = r"[0-9a-f]{64}"


class FilingNumberConverter(StringConverter):
    """The number (备案号) of a filing: one step of a path, without control characters."""

    regex = rf"[^/\x00-\x1f\x7f]{{1,{LONGEST_FILING_NUMBER}}}"


class FileNameConverter(StringConverter):
    """The name of a file: one step of a path, without control characters."""

    regex = r"[^/\x00-\x1f\x7f]{1,255}"


def register() -> None:
    """Make the converters known to routes, before the first URLconf is read."""
    register_converter(GuideCodeConverter, "guide_code")
    register_converter(VersionNumberConverter, "version_number")
    register_converter(ContentHashConverter, "content_hash")
    register_converter(FileNameConverter, "file_name")
    register_converter(FilingNumberConverter, "filing_number")
    # 18 digits are below 2^63; without a limit SQLite's driver raises OverflowError.
    IntConverter.regex = r"[0-9]{1,18}"
