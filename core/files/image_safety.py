"""Pictures go through Pillow: checked for size, and written anew without anything else in them."""

import warnings
from io import BytesIO
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, UnidentifiedImageError

ENDINGS = {"JPEG": ("jpg", "jpeg"), "PNG": ("png",), "WEBP": ("webp",)}
QUALITY = {"JPEG": 90, "WEBP": 90}
"""So that a scanned page is still read with ease; of a hundred."""
MODES = {"JPEG": ("L", "RGB"), "PNG": ("1", "L", "LA", "P", "RGB", "RGBA"), "WEBP": ("RGB", "RGBA")}
BROKEN = (
    OSError,
    SyntaxError,
    ValueError,
    UnidentifiedImageError,
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
)


def written_anew(file: Any, name: str, *, most_side: int | None = None) -> Any:
    """Return a picture as a ContentFile: upright, one frame, no EXIF, no appended bytes.

    The name keeps its stem and has the ending of what the picture is; with `most_side` it is made
    smaller until neither side has more pixels. Raises ValidationError.
    """
    picture, kind = _decoded(file)
    picture = ImageOps.exif_transpose(picture)
    if most_side:
        picture.thumbnail((most_side, most_side))
    if picture.mode not in MODES[kind]:
        picture = picture.convert("RGBA" if kind != "JPEG" and _is_transparent(picture) else "RGB")
    clean = Image.new(picture.mode, picture.size)
    if picture.mode == "P":
        clean.putpalette(picture.getpalette() or [])
    clean.paste(picture)
    output = BytesIO()
    options = {"transparency": picture.info["transparency"]} if _keeps_transparency(picture) else {}
    if kind in QUALITY:
        options["quality"] = QUALITY[kind]
    clean.save(output, format=kind, **options)
    return ContentFile(output.getvalue(), name=_named(name, kind))


def _named(name, kind):
    stem, _, ending = name.rpartition(".")
    return name if ending.lower() in ENDINGS[kind] else f"{stem or 'picture'}.{ENDINGS[kind][0]}"


def _decoded(file):
    file.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(file, formats=list(ENDINGS))
            _check_pixels(picture)
            picture.load()
    except BROKEN as error:
        raise ValidationError(_("This is no picture that we can read."), code="picture") from error
    return picture, picture.format


def _check_pixels(picture):
    """Before decoding: the header tells the size."""
    width, height = picture.size
    if width * height > settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS:
        raise ValidationError(_("The picture has too many pixels."), code="pixels")


def _is_transparent(picture):
    return "A" in picture.mode or "transparency" in picture.info


def _keeps_transparency(picture):
    return "transparency" in picture.info and picture.mode in ("P", "L", "RGB", "1")
