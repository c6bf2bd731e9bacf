"""Which files a Document names: found by their shape, registered when a version is filed."""

from django.db.models import Q

from guides.document.fields import FileRef
from publication.models import PublishedFile

FILE_KEYS = frozenset(FileRef.model_fields)


def files_in(data):
    """Return the file references in a Document's JSON data, as {(sha256, name): ref}."""
    if isinstance(data, dict):
        if data.keys() == FILE_KEYS:
            return {(data["sha256"], data["name"]): data}
        data = data.values()
    elif not isinstance(data, list):
        return {}
    found = {}
    for value in data:
        found |= files_in(value)
    return found


def register_files(full, public):
    """Let the files of a filed version be served: those of its public cut to everybody."""
    named, open_to_all = files_in(full), files_in(public)
    rows = [
        PublishedFile(
            sha256=sha256,
            name=name,
            media_type=ref["media_type"],
            size=ref["size"],
            is_public=(sha256, name) in open_to_all,
        )
        for (sha256, name), ref in sorted(named.items())
    ]
    PublishedFile.objects.bulk_create(rows, ignore_conflicts=True)
    if open_to_all:
        same = Q()
        for sha256, name in open_to_all:
            same |= Q(sha256=sha256, name=name)
        PublishedFile.objects.filter(same, is_public=False).update(is_public=True)
