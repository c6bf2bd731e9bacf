"""Files that were given and are not stored yet, and pictures that were replaced before saving.

What: `FieldFile._committed` of Django, `AbstractImage._set_image_file_metadata` of Wagtail. Why: a
file is hashed and checked, a picture written anew, when it is new and not at each save; both have
no public name. Saves: nothing, it guards uploads. When it can go: when either has a public name.
"""

from typing import Any

TOUCHED = (
    "django.db.models.fields.files.FieldFile",
    "wagtail.images.models.AbstractImage._set_image_file_metadata",
)


def is_new_file(file: Any) -> bool:
    """Return whether a model's file was given and is not stored yet."""
    return bool(file) and not file._committed


def read_size_and_hash(image: Any) -> None:
    """Let a picture know the size and hash of a file that took the place of the given one."""
    image._set_image_file_metadata()
