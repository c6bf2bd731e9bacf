"""Beginning the draft of an outline: the next version of one, a copy of one, or a new one."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy

from core.audit import record
from core.running.retrying import retrying
from guides.choices import DocumentKind, Requirement
from guides.models import Outline, OutlineDraft
from guides.outlines.loading import OutlineFile, file_of
from guides.outlines.paths import words_of
from publication.acts import OUTLINE_BEGUN
from publication.outlines.drafting import newest_version
from publication.outlines.people import only_keepers

KEY_TAKEN = gettext_lazy("Another outline, or the draft of one, has this key. Choose another one.")
FIRST_SECTION = "title"


def open_draft(key: str) -> OutlineDraft | None:
    """Return the draft of an outline that is not released yet, or None."""
    return OutlineDraft.objects.filter(key=key, state__in=OutlineDraft.OPEN).first()


@retrying
@transaction.atomic
def begin(base: Outline, by: Any) -> OutlineDraft:
    """Begin the draft of the next version as a copy; an open one is returned as it is."""
    only_keepers(by)
    if begun := open_draft(base.key):
        return begun
    newest = newest_version(base.key) or base
    content = file_of(newest).model_dump(mode="json") | {
        "version": newest.version + 1,
        "is_active": newest.is_active,
    }
    try:
        return _created(base.key, newest, content, by)
    except IntegrityError:  # another one has begun it at the same moment
        return OutlineDraft.objects.get(key=base.key, state__in=OutlineDraft.OPEN)


@retrying
@transaction.atomic
def begin_new(cover: dict[str, str], by: Any, copied: Outline | None = None) -> OutlineDraft:
    """Begin the draft of a new outline as a copy of another, or with one section.

    `cover` holds key, label, label_en, and the kind where nothing is copied. Raises ValidationError
    for a key that is taken.
    """
    only_keepers(by)
    if newest_version(cover["key"]) or open_draft(cover["key"]):
        raise ValidationError(KEY_TAKEN)
    content = file_of(copied).model_dump(mode="json") if copied else _blank(cover["kind"])
    content |= {name: cover[name] for name in ("key", "label", "label_en")}
    content |= {"version": 1, "is_active": True}
    content = OutlineFile.model_validate(content).model_dump(mode="json")
    try:
        return _created(cover["key"], copied, content, by)
    except IntegrityError as error:  # another one has begun it at the same moment
        raise ValidationError(KEY_TAKEN) from error


def _created(key: str, base: Outline | None, content: dict[str, Any], by: Any) -> OutlineDraft:
    """Return a draft as it begins; IntegrityError when there is an open one of the key."""
    with transaction.atomic():
        draft = OutlineDraft.objects.create(key=key, base=base, content=content)
    draft.editors.add(by)
    record(OUTLINE_BEGUN, by=by, about=draft, sha256=draft.sha256)
    return draft


def _blank(kind: str) -> dict[str, Any]:
    """Return the content with which an outline begins that is no copy."""
    label = words_of(DocumentKind(kind), FIRST_SECTION)
    section = {"key": FIRST_SECTION, "label": label, "requirement": Requirement.MANDATORY}
    return {"kind": kind, "sections": [section]}
