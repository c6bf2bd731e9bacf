"""Files as people upload them, good and bad."""

import zipfile
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image


def upload(name, content):
    """Return an uploaded file; `content` are bytes, or a function that makes them."""
    return SimpleUploadedFile(name, content() if callable(content) else content)


def archive(entries):
    """Return the bytes of a zip file with these names and contents, the same at any time."""
    output = BytesIO()
    with zipfile.ZipFile(output, "w") as packed:
        for name, content in entries.items():
            packed.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return output.getvalue()


def docx(extra=None):
    """Return the bytes of a small Word file."""
    return archive({"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>"} | (extra or {}))


def picture(kind="PNG", size=(8, 8), **options):
    """Return the bytes of a red picture."""
    output = BytesIO()
    Image.new("RGB", size, "red").save(output, kind, **options)
    return output.getvalue()
