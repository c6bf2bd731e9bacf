"""The media types of the files that people bring, by the end of their name.

`mimetypes` asks the machine, and a small one has never heard of .docx or .ofd.
"""

from pathlib import PurePath

UNKNOWN = "application/octet-stream"
OFFICE = "application/vnd.openxmlformats-officedocument"
BY_SUFFIX = {
    ".doc": "application/msword",
    ".docx": f"{OFFICE}.wordprocessingml.document",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".ofd": "application/ofd",  # GB/T 33190; not registered with IANA
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".txt": "text/plain",
    ".webp": "image/webp",
    ".xls": "application/vnd.ms-excel",
    ".xlsx": f"{OFFICE}.spreadsheetml.sheet",
    ".zip": "application/zip",
}


def media_type_of(name: str) -> str:
    """Return the media type of a file by its name; `application/octet-stream` for others."""
    return BY_SUFFIX.get(PurePath(name).suffix.lower(), UNKNOWN)
