"""Files of filed versions: registered when a version is filed, and kept as internal as they are."""

from collections.abc import Collection
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from guides.document.file_refs import files_in
from publication.models import PublishedFile


def register_files(code: str, full: dict[str, Any], public: dict[str, Any]) -> None:
    """Let the files of a filed version be served: those of its public cut to everybody.

    Raises ValidationError when one of these is internal elsewhere: filing never widens it.
    """
    open_to_all = _identities(public)
    if withheld := withheld_contents(code, {sha256 for sha256, _name in open_to_all}):
        names = sorted(name for sha256, name in open_to_all if sha256 in withheld)
        raise ValidationError(
            _("Another guide holds these files as internal: %(names)s."),
            params={"names": "、".join(names)},
        )
    rows = [
        PublishedFile(
            code=code,
            sha256=sha256,
            name=name,
            media_type=ref["media_type"],
            size=ref["size"],
            is_public=(sha256, name) in open_to_all,
        )
        for (sha256, name), ref in sorted(_identities(full).items())
    ]
    PublishedFile.objects.bulk_create(rows, ignore_conflicts=True)
    hashes = {sha256 for sha256, _name in open_to_all}
    closed = PublishedFile.objects.filter(code=code, is_public=False, sha256__in=hashes)
    opened = [row.pk for row in closed if (row.sha256, row.name) in open_to_all]
    PublishedFile.objects.filter(pk__in=opened).update(is_public=True)


def withheld_contents(code: str, hashes: Collection[str]) -> frozenset[str]:
    """Return those SHA-256 that a filed version of another code holds as internal.

    What is public already, by whatever guide, is held back by nobody.
    """
    if not hashes:
        return frozenset()
    rows = PublishedFile.objects.filter(sha256__in=hashes)
    public = set(rows.filter(is_public=True).values_list("sha256", flat=True))
    internal = rows.filter(is_public=False).exclude(code=code)
    return frozenset(internal.values_list("sha256", flat=True)) - public


def _identities(data):
    """Return the file references of a Document's JSON data as {(sha256, name): ref}."""
    return {(ref["sha256"], ref["name"]): ref for ref in files_in(data)}
